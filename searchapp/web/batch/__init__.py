"""Many names or queries at once: how many stories and statements each has, and in which outlets."""
