from collections.abc import Callable
from pathlib import Path

from aanbod.codebook.load import load_codebook, read_codebook
from aanbod.codebook.model import Codebook, DiscoveryWords
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.discovering.lines import read_lines
from aanbod.discovering.organisations import organisations
from aanbod.model import Transcript

Write = Callable[..., Path]


def test_lists_of_all_files_are_joined(write_codebook: Write) -> None:
    book = load_codebook(
        write_codebook("discover: {cues: [via]}\n", "discover: {cues: [hulp van], bodies: ['*hof']}\n")
    )
    assert (book.discover.cues, book.discover.bodies) == (("via", "hulp van"), ("*hof",))


def test_faults_in_the_lists_are_named(write_codebook: Write) -> None:
    _, faults = read_codebook(write_codebook("discover:\n  cues: [via, '*', via]\n  bodies: ['a*b']\n  cue: [x]\n"))
    assert [(fault.line, fault.remedy) for fault in faults] == [(4, "did you mean `cues`?")]
    _, faults = read_codebook(write_codebook("discover:\n  cues: [via, '*', via]\n  bodies: ['a*b']\n"))
    assert [(fault.path, fault.fatal) for fault in faults] == [
        ("discover.cues[2]", True),
        ("discover.cues[3]", False),
        ("discover.bodies[1]", True),
    ]


def test_without_the_section_capitals_still_tell(write_codebook: Write) -> None:
    book = load_codebook(write_codebook("categories: []\n"))
    assert book.discover == DiscoveryWords()
    coder = RuleCoder(book, load_dutch())
    text = "Wij doen dat samen met VLIMSO en met Hoge Roerdomp, zegt ze."
    found = organisations(list(read_lines(Transcript("t.txt", text), coder)), book)
    assert [proposal.name for proposal in found] == ["VLIMSO", "Hoge Roerdomp"]


def test_the_study_has_every_list(afs: Codebook) -> None:
    assert [name for name, words in vars(afs.discover).items() if not words] == []
