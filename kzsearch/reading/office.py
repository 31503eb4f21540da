from __future__ import annotations
def read_office(data, name): raise NotImplementedError
