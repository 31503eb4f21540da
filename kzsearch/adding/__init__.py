"""What changes a corpus and its index: builds, reports added and removed, a folder that is watched.

`calibrated_build` builds an index and calibrates its thresholds. `plan` says what adding a file would do, `changing`
does it to corpus, table and index together or not at all, and `watching` builds again when the corpus changes.
"""
