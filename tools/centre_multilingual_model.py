"""Make the reference vectors of the multilingual model again: kzsearch/embedder/multilingual-e5-small/reference.npy.

The mean of a language's questions is taken from queries in that language, that of its statements from passages.
"""

from __future__ import annotations

import numpy as np

from kzsearch.embedder import multilingual


def main() -> None:
    """Encode the questions as queries and the statements as passages."""
    found = []
    for kind, queries in enumerate((True, False)):
        columns = multilingual.sentences(kind)
        vectors = [multilingual.engine_vectors(column, queries=queries) for column in columns]
        means = [each.mean(axis=0, dtype=np.float64).astype(np.float32) for each in vectors]
        found.append(
            [
                np.vstack([mean, each[: multilingual.CHECKED]])
                for mean, each in zip(means, vectors, strict=True)
            ]
        )
    np.save(multilingual.VECTORS, np.array(found))


if __name__ == "__main__":
    main()
