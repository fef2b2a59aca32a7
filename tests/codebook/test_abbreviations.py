from collections.abc import Callable
from pathlib import Path

from aanbod.codebook.load import load_codebook, read_codebook
from aanbod.codebook.model import Codebook

Write = Callable[..., Path]


def test_abbreviations_of_all_files_are_joined(write_codebook: Write) -> None:
    book = load_codebook(write_codebook("abbreviations: {lln: [leerlingen]}\n", "abbreviations: {oud.: [ouders]}\n"))
    assert book.abbreviations == {"lln": ("leerlingen",), "oud.": ("ouders",)}


def test_faults_in_abbreviations_are_named(write_codebook: Write) -> None:
    first = "abbreviations: {lln: [leerlingen], org: [], bt: [buurt team], 'begel*': [begeleiding]}\n"
    _, faults = read_codebook(write_codebook(first, "abbreviations: {lln: [leerlingen]}\n"))
    assert [(fault.path, fault.fatal) for fault in faults] == [
        ("abbreviations.begel*", True),
        ("abbreviations.bt", True),
        ("abbreviations.org", True),
        ("abbreviations.lln", True),
    ]


def test_the_study_has_abbreviations(afs: Codebook) -> None:
    assert afs.abbreviations["begel"] == ("begeleiding", "begeleiden")
