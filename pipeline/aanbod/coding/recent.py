"""What was worked out before, as far as it was asked for lately."""

from collections.abc import Callable
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_MOST = 3_000


class Recent(dict[_Key, _Value], Generic[_Key, _Value]):
    """Answers to questions, each worked out when it is first asked, in memory that does not grow with the work.

    At most twice `most` are kept: when so many are new, those that were not asked for since the last time are dropped.
    """

    def __init__(self, answer: Callable[[_Key], _Value], most: int = _MOST) -> None:
        super().__init__()
        self._answer = answer
        self._most = most
        self._before: dict[_Key, _Value] = {}

    def __missing__(self, key: _Key) -> _Value:
        if len(self) >= self._most:
            self._before = dict(self)
            self.clear()
        known = self._before.pop(key, None)
        value = self[key] = self._answer(key) if known is None else known
        return value
