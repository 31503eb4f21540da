"""A report to its sections: which heading or cue opens each, and which blocks of the file are not the report's.

`outline` walks over the blocks. `boilerplate` and `title_lines` find blocks that are not the report's,
`lost_recommendations` and `unannounced` sections without a heading, and `lists` references, contents and acronyms.
"""
