"""Milvus as a keeper of signals: vectors, filter fields, and words as sparse vectors.

`keeper` fills and switches collections, `signals` asks them; `address` reads where the server is, `connection` speaks
with it and `faults` says what went wrong; `layout` says how collections look, `expressions` how filters are written.
pymilvus is imported when a server is first asked.
"""
