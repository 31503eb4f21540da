"""A file's bytes to a source: text that citations count in, and its blocks.

`formats` and `content` say which files are reports and what they hold; `parsing` hands the bytes to the reader of
their format, which is in `text`, `markup` or `pdf`.
"""
