"""A source to a report: each fact with where it came from, the strongest origin first.

`gather` puts a report together. `publication` finds series and year, with `report_year` and `year_mentions`;
`country_tier` reads country and tier from the text, `table` is what the user states of each file, and `claims` tells
where origins disagree.
"""
