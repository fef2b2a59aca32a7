"""What a request says, checked: a page of ours sends what is right, anything else gets 400 or 404."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from flask import abort, request

from aanbod.errors import AanbodError
from aanbod.model import CodingRecord
from aanbod.review.queues import QUEUES
from aanbod.store import Shown, StoreError

from .sitting import Sitting
from .worklist import Asked

T = TypeVar("T", str, int)


def body() -> Mapping[str, object]:
    """The JSON object that was sent; 415 for what does not call itself JSON, as a form of another site."""
    sent = request.get_json()
    if not isinstance(sent, dict):
        abort(400)
    return sent


def value(sent: Mapping[str, object], name: str, kind: type[T]) -> T:
    """A value of this kind; 400 where it is missing or another one."""
    found = sent.get(name)
    if type(found) is not kind:
        abort(400)
    return found


def queue_of(sent: Mapping[str, object]) -> Asked:
    """The queue that a page works through: of an address, or what stands under `asked`."""
    told = sent.get("asked", sent)
    if not isinstance(told, Mapping):
        abort(400)
    name = told.get("queue", "all")
    code, rule, transcript = (str(told.get(key, "")) for key in ("code", "rule", "transcript"))
    if name not in QUEUES or (name == "code" and not code) or (name == "rule" and not rule):
        abort(404)
    return Asked(name, code, rule, transcript)


def shown_now(sitting: Sitting, transcript: str) -> Shown:
    """A transcript as it is now; 404 where the store has none of this name."""
    with missing_is_404():
        return sitting.shown(transcript)


@contextmanager
def missing_is_404() -> Iterator[None]:
    """Turns into a 404 what the store says of what it does not have; a store that fails is told as that."""
    try:
        yield
    except StoreError:
        raise
    except AanbodError:
        abort(404)


def coding_in(shown: Shown, key: str) -> CodingRecord:
    """The coding with this id; 404 where the reviewer sees none."""
    found = next((coding for coding in shown.codings if coding.id == key), None)
    if found is None:
        abort(404)
    return found


def check_code(sitting: Sitting, code: str, partner: str, status: str) -> None:
    """AanbodError where the codebook does not have this code, partner or status."""
    known = any(one.key == (code, partner) for one in sitting.codebook.codes)
    if not known or all(one.id != status for one in sitting.codebook.statuses):
        missing = status if known else partner or code
        raise AanbodError(sitting.words["code_unknown"].format(code=missing))
