"""The query language, requests and results, and what matches where. No engine in sight."""
