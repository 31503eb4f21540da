"""Lines and pieces of text to a source: what every format comes down to.

`decode` finds the encoding, `front_matter` the header, `layout` the paragraphs, items and headings. Formats that hold
no text that a span could count in write one with `assembled`.
"""
