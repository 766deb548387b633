"""Pages as somebody captured them, with address and moment: one in a file (MHTML) or many (WARC, WACZ)."""
