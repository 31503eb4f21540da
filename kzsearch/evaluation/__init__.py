"""Topics and judgements to measures.

To tune a ranking, open an index and make a `Task` once (`judge_topics`; `read_collection` and `open_collection`),
then call `evaluate` with each ranker; it returns one value a query for each measure.

A foreign query is a query that no report answers.
"""

from __future__ import annotations

from kzsearch.evaluation.collection import Collection, read_collection
from kzsearch.evaluation.collection_index import open_collection
from kzsearch.evaluation.compare import bootstrap, paired_test
from kzsearch.evaluation.judge import judge_topics
from kzsearch.evaluation.measures import MEASURES, Measured, evaluate, measure
from kzsearch.evaluation.runs import Ranker, run, searcher, settings_for
from kzsearch.evaluation.task import Judgement, Task, Unit
from kzsearch.evaluation.topics import read_foreign, read_topics

__all__ = [
    "MEASURES",
    "Collection",
    "Judgement",
    "Measured",
    "Ranker",
    "Task",
    "Unit",
    "bootstrap",
    "evaluate",
    "judge_topics",
    "measure",
    "open_collection",
    "paired_test",
    "read_collection",
    "read_foreign",
    "read_topics",
    "run",
    "searcher",
    "settings_for",
]
