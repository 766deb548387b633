"""Writing: records inverted, merged, and published."""
