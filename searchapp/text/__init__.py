"""Text: tokens and their offsets, paragraphs, and how numbers and days are worded."""
