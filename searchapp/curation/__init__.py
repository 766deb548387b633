"""What people decide about names and statements: the values, the files that keep them, and suggestions."""
