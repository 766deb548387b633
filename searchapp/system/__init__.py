"""What the machine gives: files written whole, who may change them, processes that end with their parent."""
