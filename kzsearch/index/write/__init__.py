"""Reports to a new generation of an index, unchanged reports copied from the generation before.

`build` runs a build step by step: `inputs` says whether there is anything to do, `divided` makes passages of a report,
`spool` keeps them in a temporary file, `previous` gives what is copied, `generation` writes the new generation's files,
and `encoders` removes unused encoders. The threshold is calibrated by `kzsearch.adding.calibrated_build`, because that
takes searching, which is a layer above.
"""
