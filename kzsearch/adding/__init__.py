"""What changes a corpus and its index: a build, reports added and removed, a folder that is watched.

`calibrated_build` builds an index and measures its thresholds; `plan` says what adding a file would do, and `changing`
does it to corpus, table and index together or not at all.
"""
