"""Text to a source, for all formats.

`decode` finds the encoding, `front_matter` the header, `layout` the paragraphs, items and headings. `assembled` makes
the text of formats whose bytes are not text, such as PDF.
"""
