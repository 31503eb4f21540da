"""Reports to a new generation of an index, with what has not changed taken over from the last one.

`inputs` says whether there is anything to do, `build` does it step by step, `previous` gives what is taken over, and
`generation` writes the files.
"""
