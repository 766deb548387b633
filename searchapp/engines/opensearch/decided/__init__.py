"""Decisions laid over a generation: names merged when asked, all else written into the records' second heads."""
