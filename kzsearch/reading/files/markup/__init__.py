"""Web pages and office documents to sources: what their markup says of each block.

`web_page` and `office` are the readers; `page_furniture` leaves out what is the site's and not the report's, and
`block_writer` turns marked-up text into pieces.
"""
