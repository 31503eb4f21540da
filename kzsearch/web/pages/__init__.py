"""Pages to read in: HTML that is made on the server from the records, and needs no script."""
