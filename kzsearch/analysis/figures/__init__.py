"""The figures of reports: what each number counts, of which year, who counted, and where it stands."""
