"""Work for other processes. They import this file, so it imports little."""

import os
import time

from aanbod.errors import AanbodError


def work_slowly(number: int) -> int:
    time.sleep(0.02 if number % 3 else 0.06)
    return number * number


def die(number: int) -> int:
    if number == 5:
        os._exit(1)
    return number


def refuse(number: int) -> int:
    raise AanbodError(f"not {number}")
