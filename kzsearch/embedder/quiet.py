"""The model libraries' messages: kept off standard error, and cut to one line where they tell an error."""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOISY_LOGGERS = ("transformers", "sentence_transformers", "huggingface_hub", "torch", "filelock", "httpx")
# huggingface_hub reads these when it is first imported.
_SETTINGS = ("HF_HUB_DISABLE_PROGRESS_BARS", "HF_HUB_DISABLE_TELEMETRY")


def said_by(error: Exception) -> str:
    """Return the message of a library's error on one line."""
    return (" ".join(str(error).split()) or type(error).__name__)[:160]


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Silence the libraries' warnings, log lines and progress bars."""
    for setting in _SETTINGS:
        os.environ.setdefault(setting, "1")
    loggers = [logging.getLogger(name) for name in _NOISY_LOGGERS]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
