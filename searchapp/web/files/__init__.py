"""An answer taken away: as a file, as a feed, and how other programs ask for it."""
