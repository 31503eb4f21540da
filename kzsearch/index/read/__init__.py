"""An index folder to what search asks of it: passages, words, vectors.

`opening` opens one, `store` answers search with SQLite (`rows`, `lexical`, `exact`), mapped files (`postings`,
`sentence_starts`) and FAISS (`vectors`, `coarse`).
"""
