"""Enrichment of many stories: in processes, and remembered."""
