"""The pages beside reviewing: queues with how right each rule was, transcripts, and the diff of the last run."""

import html
import re
from collections.abc import Callable

from aanbod.model import Coding, Evidence
from aanbod.store import Store

from .conftest import Open, Page, suggestions


def text(page: Page, path: str) -> str:
    """A page as one reads it."""
    answer = page.get(path)
    assert answer.status_code == 200
    words = re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.text, flags=re.DOTALL)
    return " ".join(html.unescape(words).split())


def test_how_right_a_rule_was(page: Page) -> None:
    for key, verdict in zip([one["id"] for one in page.view()["codings"]][::2], ("accept", "reject"), strict=False):
        page.decide(page.view(), verdict, key)
    told = text(page, "/queues")
    assert "Alle voorstellen 14 " in told
    # Wilson's interval of 1 out of 2: 9.45% to 90.55%
    assert "snoeien Snoeien 6 50% (9–91%; 1/2) Alles besluiten : snoeien …" in told
    assert "zaaien Zaaien 8 –" in told
    assert "Werk Snoeien 6 2 Zaaien 8 0" in told


def test_transcripts(page: Page) -> None:
    page.decide(page.view(), "reject")
    assert "een.txt Tuin een.txt 7 0 1 –" in text(page, "/transcripts")


def test_the_diff_of_the_last_run(page: Page, open_page: Open, store: Store) -> None:
    """A rerun by other rules changes no decision, and is shown: what is new, what is gone, and what stays."""
    assert "16 nieuw 0 verdwenen 0 gebleven" in text(page, "/changes")
    view = page.view()
    page.decide(view, "accept")
    decided = store.coding(view["key"])
    whole = store.text("een.txt")
    again = [one for one in suggestions(whole) if one.code == "tuin.werk.zaaien" and one.start > decided.start]
    new = Coding(0, 7, "tuin.werk.zaaien", "", "gepland", Evidence("verslag"))
    run = store.start_run("tuin", "fedcba9876543210", "0.1")
    store.save_many(run, "r2", [("een.txt", [new, *again])])
    store.finish_run(run)
    assert store.coding(decided.id) == decided
    told = text(page, "/changes")
    assert "codeboek fedcba987654" in told
    assert "1 nieuw 4 verdwenen 1 gebleven" in told
    assert "+ Verslag Zaaien · Gepland · voorstel · een.txt" in told
    assert f"= {decided.quote} Snoeien · Gerealiseerd · geaccepteerd · een.txt" in told
    made = next(one for one in store.codings() if one.start == 0)
    assert f'"key": "{made.id}"' in page.get(f"/?queue=all&open={made.id}&in=een.txt").text
    assert "Verslag" not in text(open_page("Sam", blind=True), "/changes")


def test_where_the_rules_never_ran(open_page: Open, make_store: Callable[[], Store]) -> None:
    page = open_page(store=make_store())
    assert "De regels hebben nog niet gecodeerd." in text(page, "/changes")
    assert "Er is in deze wachtrij niets meer te besluiten." in text(page, "/")
