"""What new records change of what requests find: records held against queries."""
