"""Whether an index is to the byte what was built, and its passages still stand in the files on disk."""
