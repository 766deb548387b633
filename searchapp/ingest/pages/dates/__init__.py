"""The day of a page: what machines are told, what readers see, and which of them counts."""
