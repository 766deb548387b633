"""Stories and answers in the forms that other programs take. Pure: text in, text out."""
