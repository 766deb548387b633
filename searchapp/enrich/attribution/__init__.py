"""Who said what: candidates by rules, combined, each with its speaker."""
