"""How long the review page takes from a key to the next suggestion: `python -m tests.bench.review [DECISIONS]`.

A store of 5,000 suggestions in 200 transcripts, a server, and Chromium. The time is taken in the page, from the key
going down to the frame in which the next suggestion stands.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from aanbod.store import open_store

from ..conftest import STUDY
from ..reviewpage.conftest import SENTENCE, put
from ..reviewpage.serving import Tab, chromium, make_project, serving

TRANSCRIPTS = 200
SENTENCES = 25
CODED_TWICE = SENTENCE * 12 + "Verder ging het over de buurt, en over wie er komt eten. " * SENTENCES
TIMES = """() => {
  window.times = [];
  let pressed = 0;
  addEventListener("keydown", () => { pressed = performance.now(); }, true);
  const shown = (from) => setTimeout(() => window.times.push(performance.now() - from));
  const watch = new MutationObserver(() => { const from = pressed; requestAnimationFrame(() => shown(from)); });
  watch.observe(document.body, { attributes: true, attributeFilter: ["data-current"] });
}"""


def main(decisions: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "study", STUDY, "000.txt", text=CODED_TWICE)
        with open_store(project / "aanbod.db") as store:
            put(store, *(f"{number:03}.txt" for number in range(1, TRANSCRIPTS + 8)), text=CODED_TWICE)
            codings = len(store.codings())
        for queue in ("queue=all", "queue=unsure"):
            with serving(project) as server, chromium() as browser:
                tab = Tab(browser, server.link)
                tab.open(f"{server.address}/?{queue}")
                tab.page.evaluate(TIMES)
                for number in range(decisions):
                    tab.press("r" if number % 5 == 4 else "a")
                times = sorted(tab.page.evaluate("times"))
                print(
                    f"{queue}: {codings} codings, {len(times)} decisions, key to next suggestion: "
                    f"median {median(times):.0f} ms, 95% {quantiles(times, n=20)[-1]:.0f} ms, most {times[-1]:.0f} ms"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
