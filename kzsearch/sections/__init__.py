"""A report to its sections: which heading or cue opens which, and what in the file is not the report.

`outline` walks over the blocks; the modules beside it each know one thing that it asks.
"""
