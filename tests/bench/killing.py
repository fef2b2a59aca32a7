"""`kill -9` at random points of a sitting: `python -m tests.bench.killing [POINTS]`.

In turn the server without a browser, the server under a browser, and the browser. After each the store must hold every
decision that was answered, and no other but the one that was under way.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright

from ..conftest import STUDY
from ..reviewpage.conftest import SENTENCE
from ..reviewpage.killing import Said, check, decide_until_killed, press_until_killed
from ..reviewpage.serving import CHROMIUM, FLAGS, Tab, make_project, serving


def main(points: int) -> None:
    answered = under_way = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        for point in range(points):
            project = make_project(Path(folder) / str(point), STUDY, "een.txt", "twee.txt", text=SENTENCE * 100)
            seconds = random.uniform(0.05, 2.0)
            with serving(project) as server:
                if point % 3 == 0:
                    said = decide_until_killed(server, seconds)
                else:
                    said = _in_a_browser(play, server, seconds, kill_browser=point % 3 == 2)
            under_way += check(project, said)
            answered += len(said.answered)
            shutil.rmtree(project)
    print(
        f"{points} points: {answered} decisions answered, all in the store; beside them {under_way} that were under way"
    )


def _in_a_browser(play: Any, server: Any, seconds: float, kill_browser: bool) -> Said:
    said = Said()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [CHROMIUM, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}", *FLAGS]
        chromium = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
        assert chromium.stderr is not None
        address = next(found[0] for line in chromium.stderr if (found := re.search(r"ws://\S+", line)))
        browser = play.chromium.connect_over_cdp(address)
        try:
            tab = Tab(browser, server.link)
            kill = (lambda: os.killpg(chromium.pid, signal.SIGKILL)) if kill_browser else server.kill
            press_until_killed(tab, said, seconds, kill)
        except Error:
            pass  # the browser is gone
        finally:
            if not kill_browser:
                os.killpg(chromium.pid, signal.SIGKILL)
            chromium.wait()
            chromium.stderr.close()
    return said


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
