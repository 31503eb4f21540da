"""Models that turn text into unit vectors.

`opening` gives the embedder of a build or of a query, `source` finds a model, `seal` makes the folder that
`sealed` runs without torch, and `model` runs sentence-transformers, and
`multilingual` the model of the extra of that name. Importing this package imports only the
standard library.
"""

from kzsearch.embedder.opening import OpenedEmbedder, open_embedder, prepare_embedder, word_tester

__all__ = ["OpenedEmbedder", "open_embedder", "prepare_embedder", "word_tester"]
