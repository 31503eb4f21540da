"""What pymilvus and gRPC raise, as one line of ours."""

from __future__ import annotations

from collections.abc import Iterator

from kzsearch.errors import StoreError
from kzsearch.index.milvus.address import TOKEN, Address

TIMEOUT = "KZSEARCH_MILVUS_TIMEOUT"
"""The environment variable that says how many seconds a question may take."""

_NO_COLLECTION = (4, 100)
_NOT_LOADED = 101
_REFUSED = ("UNAUTHENTICATED", "PERMISSION_DENIED")
_REFUSED_WORDS = ("auth check failure", "unauthenticated", "permission deny", "permission denied")
_LONGEST = 200


def as_store_error(error: Exception, address: Address, seconds: float) -> StoreError:
    """Return what went wrong as one line and a hint.

    Args:
        error: What was raised.
        address: The server.
        seconds: How long it was waited for.
    """
    if isinstance(error, StoreError):
        return error
    states = {_state(one) for one in _chain(error)}
    text = " ".join(str(getattr(one, "message", one)) for one in _chain(error))
    where = f"Milvus at {address.shown}"
    if states & set(_REFUSED) or any(word in text.lower() for word in _REFUSED_WORDS):
        return StoreError(
            f"{where} refuses the credentials", f"set the environment variable {TOKEN}=user:password"
        )
    if "DEADLINE_EXCEEDED" in states or "DEADLINE_EXCEEDED" in text:
        return StoreError(
            f"{where} did not answer within {seconds:g} seconds",
            f"ask again, or allow it more with the environment variable {TIMEOUT}=SECONDS",
        )
    if is_unavailable(error):
        return StoreError(
            f"{where} does not answer", "see that it runs and can be reached from here; then ask again"
        )
    if is_gone(error):
        return StoreError(
            f"{where} has lost the index's collections", "build them again with: kzsearch index --full"
        )
    return StoreError(f"{where} says: {_first_line(error)}", "see the server's log")


def is_unavailable(error: Exception) -> bool:
    """Whether the server cannot be reached."""
    chain = list(_chain(error))
    if any(_state(one) in _REFUSED for one in chain):
        return False
    texts = (str(getattr(one, "message", one)) for one in chain)
    # Another thread that found the server gone has closed the channel.
    signs = ("UNAVAILABLE", "Fail connecting", "closed channel")
    return any(sign in text for text in texts for sign in signs) or any(
        _state(one) == "UNAVAILABLE" for one in chain
    )


def is_gone(error: Exception) -> bool:
    """Whether the server has no such collection."""
    return getattr(error, "code", None) in _NO_COLLECTION


def is_not_loaded(error: Exception) -> bool:
    """Whether the collection is there, but not in the server's memory, as after a restart."""
    return getattr(error, "code", None) == _NOT_LOADED or "not loaded" in str(getattr(error, "message", ""))


def _first_line(error: Exception) -> str:
    text = str(getattr(error, "message", "") or error).strip() or type(error).__name__
    return text.splitlines()[0][:_LONGEST]


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in seen:
        seen.append(one)
        yield one
        one = one.__cause__ or one.__context__


def _state(error: BaseException) -> str:
    """Return gRPC's name of an error, where it is one of gRPC's or pymilvus passes its code on."""
    code = getattr(error, "code", None)
    found = code() if callable(code) else code
    return str(getattr(found, "name", ""))
