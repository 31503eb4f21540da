"""What an index folder holds: its tables, its manifest, and the generations that replace one another.

indexes/README.md specifies it.
"""
