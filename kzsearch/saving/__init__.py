"""Searches that are kept by name, and run again."""
