"""The page on how the archive was read."""
