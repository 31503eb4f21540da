"""A source to a report: each fact with where it came from, the strongest origin first.

`gather` puts a report together. `stated_facts` holds what options, the corpus table (`table`) and the file's header
state. `publication` finds series and year, with `report_year` and `year_mentions`; `country_tier` reads country and
tier from the text. `report_extent` finds where one country's report stands in a file.
"""
