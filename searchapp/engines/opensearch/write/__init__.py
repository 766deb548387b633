"""Puts records into the cluster: a generation beside the one that answers, then shown by its alias."""
