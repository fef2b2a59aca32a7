"""Feedback of decisions on rules: a real codebook, a real coder, a real store."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Code
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.evaluating.feedback import Confusion, RuleTally, RuleUse, confusions, worst_first
from aanbod.evaluating.proposing import Proposal, WordTally
from aanbod.model import CodingRecord, Transcript
from aanbod.store import Store, open_store
from aanbod.workflow import code_pending

CODES = """\
cues: [{kind: negatie, effect: none, reach: forward, words: [geen]}]
categories:
  - id: tuin.werk
    label: Werk
    codes:
      - id: tuin.werk.snoeien
        label: Snoeien
        keywords: [snoeien, "heg .. snoeien", "snoeischaar & buren", "spade"]
        unless: [haren snoeien]
      - {id: tuin.werk.oogst, label: Oogst, keywords: [oogsten, snoeien van druiven]}
"""
TEXTS = {
    "a.txt": "Wij snoeien de heg met Anouk.\n\nDe buren snoeien druiven.\n\nGeen spade te zien.\n",
    "b.txt": "Wij gaan de heg snoeien met Anouk.\n\nIk laat mijn haren snoeien.\n\nHet snoeien van druiven is klaar.\n",
    "c.txt": "Samen snoeien wij met Anouk.\n\nDe snoeischaar is stuk.\n",
}


@dataclass
class Study:
    store: Store
    coder: RuleCoder

    def coding(self, words: str, code: str = "tuin.werk.snoeien") -> str:
        [found] = [one.id for one in self.store.codings() if words in one.quote and one.code == code]
        return found

    def uses(self) -> dict[str, RuleUse]:
        tally = self.tally()
        return {use.keyword.text: use for use in tally.uses(self.coder.codebook)}

    def tally(self) -> RuleTally:
        tally = RuleTally(self.store.codings(coder="rules"))
        for name in TEXTS:
            for _, findings in self.coder.by_sentence(self.store.text(name)):
                tally.see(name, findings)
        return tally

    def confused(self) -> list[Confusion]:
        return confusions(self.store.codings(), self.store.decisions())

    def proposals(self) -> list[Proposal]:
        words = WordTally(self.store.codings(), frozenset({"met", "wij"}))
        for record in self.store.transcripts():
            for sentence, findings in self.coder.by_sentence(self.store.text(record.name)):
                words.see(record.name, sentence, findings)

        def matched(code: Code, text: str) -> bool:
            return any(finding.code.key == code.key for finding in self.coder.findings(text))

        return words.proposals(self.coder.codebook, matched)


@pytest.fixture
def study(make_coder: Callable[..., RuleCoder], tmp_path: Path) -> Iterator[Study]:
    with open_store(tmp_path / "tuin.db") as store:
        coder = make_coder(CODES)
        store.save_transcripts([Transcript(name, text) for name, text in TEXTS.items()])
        code_pending(store, coder, None, False, lambda _, names: names)
        yield Study(store, coder)


def test_every_rule_that_meets_a_coding_is_counted(study: Study) -> None:
    uses = study.uses()
    assert {text: (use.proposed, use.alone) for text, use in uses.items()} == {
        "snoeien": (5, 4),
        "heg .. snoeien": (1, 0),
        "snoeischaar & buren": (0, 0),
        "spade": (0, 0),
        "oogsten": (0, 0),
        "snoeien van druiven": (1, 1),
    }
    assert uses["snoeien"].dropped == {"unless": 1}
    assert uses["snoeischaar & buren"].dropped == {"condition": 1}
    assert uses["spade"].dropped == {"negatie": 1}
    assert uses["oogsten"].dropped == {}


def test_decisions_give_precision_with_its_interval(study: Study) -> None:
    assert study.uses()["snoeien"].precision is None
    study.store.decide([study.coding(words) for words in ("de heg met", "heg snoeien", "Samen")], "accept", "Roos")
    study.store.decide([study.coding("buren snoeien")], "reject", "Roos")
    use = study.uses()["snoeien"]
    assert (use.accepted, use.rejected, use.open, use.precision) == (3, 1, 1, 0.75)
    assert use.interval is not None
    # Wilson's 95% interval of 3 out of 4, by his formula
    assert (use.interval.low, use.interval.high) == pytest.approx((0.3006, 0.9544), abs=1e-4)
    assert study.uses()["heg .. snoeien"].precision == 1.0
    study.store.decide([study.coding("buren snoeien")], "accept", "Daan")
    assert study.uses()["snoeien"].precision == 1.0


def test_what_is_surely_wrong_comes_first(study: Study) -> None:
    study.store.decide([study.coding("heg snoeien")], "reject", "Roos")
    study.store.decide([study.coding("Samen"), study.coding("buren snoeien")], "reject", "Roos")
    study.store.decide([study.coding("druiven is", "tuin.werk.oogst")], "accept", "Roos")
    order = [use.keyword.text for use in worst_first(study.uses().values())]
    assert order[:3] == ["snoeien", "heg .. snoeien", "snoeien van druiven"]


def test_what_today_s_rules_no_longer_propose(study: Study, write_codebook: Callable[..., Path]) -> None:
    study.store.decide([study.coding("buren snoeien"), study.coding("Samen")], "reject", "Roos")
    study.store.decide([study.coding("heg snoeien")], "accept", "Roos")
    assert study.tally().no_longer_proposed() == {}
    folder = write_codebook(
        CODES.replace("[snoeien, ", "[snoeien ! (samen|buren|gaan), ").replace('"heg .. snoeien", ', "")
    )
    study.coder = RuleCoder(load_codebook(folder), load_dutch())
    assert study.tally().no_longer_proposed() == {"accepted": 1, "rejected": 2}


def test_codes_that_one_person_tells_apart(study: Study) -> None:
    wrong, right = study.coding("druiven is"), study.coding("druiven is", "tuin.werk.oogst")
    study.store.decide([wrong, study.coding("Samen")], "reject", "Roos")
    study.store.decide([right], "accept", "Daan")
    assert study.confused() == []  # two people, who may each be right
    study.store.decide([right], "accept", "Roos")
    [pair] = study.confused()
    assert (pair.rejected, pair.accepted) == (("tuin.werk.snoeien", ""), ("tuin.werk.oogst", ""))
    assert (pair.n, pair.total, pair.example.id) == (1, 2, wrong)
    study.store.decide([wrong], "accept", "Roos")
    assert study.confused() == []  # the last decision counts


def test_words_beside_accepted_passages_are_proposed(study: Study) -> None:
    assert study.proposals() == []
    study.store.save_transcripts([Transcript(f"{n}.txt", "Het pad ligt er mooi bij dit jaar. " * 20) for n in range(2)])
    study.store.decide([study.coding(words) for words in ("de heg met", "heg snoeien", "Samen")], "accept", "Roos")
    [proposal] = study.proposals()
    assert (proposal.code.id, proposal.kind, proposal.key.words) == ("tuin.werk.snoeien", "keyword", "anouk")
    assert (proposal.key.n, proposal.key.elsewhere, proposal.key.transcripts) == (3, 0, 3)


def test_words_that_a_keyword_meets_are_no_proposal(study: Study) -> None:
    study.store.save_transcripts([Transcript(f"{n}.txt", "Het pad ligt er mooi bij dit jaar. " * 20) for n in range(2)])
    study.store.decide([study.coding(words) for words in ("de heg met", "heg snoeien", "Samen")], "accept", "Roos")
    words = WordTally(study.store.codings())
    for name in TEXTS:
        for sentence, findings in study.coder.by_sentence(study.store.text(name)):
            words.see(name, sentence, findings)
    proposed = words.proposals(study.coder.codebook, lambda code, text: text == "anouk")
    assert not any("anouk" in one.key.words.split() or "snoeien" in one.key.words for one in proposed)


def test_words_in_rejected_passages(study: Study) -> None:
    """Pruning hair was meant, or roses in verse: two words with the keyword in them, and a word beside it."""
    wrong = {f"w{n}.txt": f"Zij snoeien teksten voor gedicht {n}." for n in range(4)}
    right = {f"r{n}.txt": f"Op dag {n} gaan buren graag weer appels en peren snoeien langs het pad." for n in range(12)}
    study.store.save_transcripts([Transcript(name, text) for name, text in (wrong | right).items()])
    code_pending(study.store, study.coder, None, False, lambda _, names: names)
    codings: list[CodingRecord] = study.store.codings()
    study.store.decide([one.id for one in codings if one.transcript in wrong], "reject", "Roos")
    study.store.decide([one.id for one in codings if one.transcript in right], "accept", "Roos")
    found = {(one.kind, one.key.words) for one in study.proposals() if one.kind != "keyword"}
    assert ("unless", "snoeien teksten") in found
    assert ("condition", "gedicht") in found
    assert not any("appels" in words for _, words in found)
