"""Finding and opening what may be hostile: files, caps, encodings."""
