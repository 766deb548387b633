"""What a web page holds: the article's text, and what the page says of itself. The reader is readers/html."""
