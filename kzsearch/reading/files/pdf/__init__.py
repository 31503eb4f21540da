"""PDFs to sources: characters to lines, lines to reading order, lines to paragraphs.

`document` is the reader; `lines`, `pages`, `running` and `paragraphs` are its steps in that order.
"""
