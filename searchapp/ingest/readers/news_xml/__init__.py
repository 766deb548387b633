"""Stories in XML: items of news agencies, feeds, exports of blogs; what a file is, its root element tells."""
