"""Web pages and office documents to sources, with the kind of each block by its markup.

`web_page` and `office` are the readers. `page_furniture` finds the parts of a page that belong to the site,
`page_facts` makes the header of a page, and `block_writer` turns marked-up text into pieces.
"""
