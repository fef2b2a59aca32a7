"""A disk that is full, for as long as it takes."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def no_room_for_more(size: int) -> Iterator[None]:
    """Meanwhile this process writes no file beyond so many bytes. Skips the test where a system has no such limit."""
    resource = pytest.importorskip("resource")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
