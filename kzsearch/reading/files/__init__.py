"""A file's bytes to a source: its text, in which citations count, and its blocks.

`formats` and `content` decide which files are reports and in what format; `parsing` gives the bytes to the reader of
that format, which is in `text`, `markup` or `pdf`.
"""
