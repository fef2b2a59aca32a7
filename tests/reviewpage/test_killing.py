"""`kill -9` in the midst of a sitting. `python -m tests.bench.killing` does it at more points, in a browser too."""

import os
import random
from pathlib import Path

import pytest

from ..conftest import STUDY
from .conftest import SENTENCE
from .killing import check, decide_until_killed
from .serving import make_project, serving


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_a_killed_server_loses_no_decision(tmp_path: Path) -> None:
    for point in range(2):
        project = make_project(tmp_path / str(point), STUDY, "een.txt", "twee.txt", text=SENTENCE * 100)
        with serving(project) as server:
            said = decide_until_killed(server, random.uniform(0.2, 0.8))
        assert said.answered
        check(project, said)
