"""Events: the accounts of each side by side, and the list of all."""
