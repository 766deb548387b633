"""The server: connections, threads, and who is let in."""
