from __future__ import annotations
def read_pdf(data, name): raise NotImplementedError
