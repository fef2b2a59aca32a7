"""How the rules do on single sentences, by group: `python -m tests.sentences` from the repository's folder.

Two halves of invented sentences: `development.tsv` was looked at while rules were written, `unseen.tsv` is not.
Columns: group, sentence, expected (`code=status; partner:Name=status`; empty where nothing may be coded).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aanbod.codebook.load import load_codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch

FOLDER = Path(__file__).parent
HALVES = ("development", "unseen")


@dataclass
class Score:
    """Codes that are right, wrong and missed, and how many of the right ones have the right status."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    status: int = 0

    def add(self, other: "Score") -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.status += other.status

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0

    def __str__(self) -> str:
        return (
            f"right {self.right:3}  wrong {self.wrong:3}  missed {self.missed:3}  F1 {self.f1:.2f}  "
            f"status right {self.status}/{self.right}"
        )


def scores(coder: RuleCoder, half: str) -> Mapping[str, Score]:
    """The score of each group of a half, and of all."""
    found = {"all": Score()}
    with (FOLDER / f"{half}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            one = _score(coder, row["sentence"], row["expected"] or "")
            found["all"].add(one)
            found.setdefault(row["group"], Score()).add(one)
    return found


def _score(coder: RuleCoder, sentence: str, expected: str) -> Score:
    truth = dict(part.strip().rsplit("=", 1) for part in expected.split(";") if part.strip())
    given: dict[str, set[str]] = {}
    for coding in coder.code(sentence):
        given.setdefault(f"partner:{coding.partner}" if coding.partner else coding.code, set()).add(coding.status)
    both = truth.keys() & given.keys()
    return Score(
        right=len(both),
        wrong=len(given.keys() - both),
        missed=len(truth.keys() - both),
        status=sum(truth[code] in given[code] for code in both),
    )


def main() -> None:
    coder = RuleCoder(load_codebook(FOLDER.parents[1] / "codebook" / "afs"), load_dutch())
    for half in HALVES:
        print(half)
        for group, score in scores(coder, half).items():
            print(f"  {group:16} {score}")


if __name__ == "__main__":
    main()
