"""A quote to the places of reports that it comes from.

`locating` is the way of a quote: `candidates` names passages that may hold it, `stretches` reads them with their
neighbours, `alignment` lays the words of the quote beside those of the report, `differences` says how they differ, and
`evidence` makes the place a record with span, lines and citation. Where no report holds the words, `nearest` asks the
search.
"""
