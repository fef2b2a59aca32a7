"""Reading a truth: all that is wrong with it is named at once, by file and line, with the nearest name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Codebook
from aanbod.errors import AanbodError, FaultsError
from aanbod.evaluating.truth import TruthRow, read_truth

CODES = """\
categories:
  - {id: oogst.fruit, label: Fruit, codes: [{id: oogst.fruit.appel, label: Appel, keywords: [appel]}]}
  - {id: partner.zaden, label: Zaden, partners: [{name: Zaadhuis, keywords: [zaadhuis]}]}
"""
HEADER = "code\tstatus\tpartner\tquote\n"


@pytest.fixture
def codebook(write_codebook: Callable[..., Path]) -> Codebook:
    return load_codebook(write_codebook(CODES))


@pytest.fixture
def truth(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, name: str = "tuin.tsv") -> Path:
        folder = tmp_path / "truth"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
        return folder

    return write


def test_rows_are_called_after_their_file(codebook: Codebook, truth: Callable[..., Path]) -> None:
    truth("# what this is\n", "README.md")
    truth("quote\tpartner\tstatus\tcode\r\nEr is een appel.\t\tgewenst\toogst.fruit.appel\r\n\r\n", "b.tsv")
    folder = truth("\ufeff" + HEADER + 'partner.zaden\tgepland\tZaadhuis\tMet het "Zaadhuis"\n', "a.tsv")
    read = read_truth(folder, codebook)
    assert read.transcripts == ("a", "b")
    assert read.rows == (
        TruthRow("a", "partner.zaden", "Zaadhuis", "gepland", 'Met het "Zaadhuis"'),
        TruthRow("b", "oogst.fruit.appel", "", "gewenst", "Er is een appel."),
    )
    assert read_truth(folder / "b.tsv", codebook).transcripts == ("b",)


def test_what_the_codebook_lacks_is_counted(codebook: Codebook, truth: Callable[..., Path]) -> None:
    rows = "open.bijen\tgepland\t\tDe bijen\npartner.nieuw\tgepland\tImker Bol\tImker Bol\n"
    read = read_truth(truth(HEADER + rows), codebook)
    assert (read.rows, read.left_out, read.transcripts) == ((), 2, ("tuin",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("code\tpartner\tquote\n", ("tuin.tsv:1", "no column `status`")),
        (HEADER + "oogst.fruit.apel\tgepland\t\tx\n", ("tuin.tsv:2", "`oogst.fruit.apel`", "`oogst.fruit.appel`?")),
        (HEADER + "oogst.fruit.appel\tgeplant\t\tx\n", ("tuin.tsv:2", "`geplant`", "`gepland`?")),
        (HEADER + "\npartner.zaden\tgepland\tZaadhuys\tx\n", ("tuin.tsv:3", "`Zaadhuys`", "`Zaadhuis`?")),
        (HEADER + "partner.zaden\tgepland\t\tx\n", ("tuin.tsv:2", "`partner.zaden` needs a partner")),
        (HEADER + "oogst.fruit.appel\tgepland\tZaadhuis\tx\n", ("tuin.tsv:2", "has no partners")),
        (HEADER + "oogst.fruit.appel\tgepland\n", ("tuin.tsv:2", "2 of the 4 columns")),
        ("", ("tuin.tsv", "empty")),
    ],
)
def test_faults_name_file_line_and_remedy(
    codebook: Codebook, truth: Callable[..., Path], text: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(FaultsError) as error:
        read_truth(truth(text), codebook)
    assert len(error.value.faults) == 1
    for word in words:
        assert word in str(error.value)


def test_all_faults_are_told_at_once(codebook: Codebook, truth: Callable[..., Path]) -> None:
    truth("code\n", "a.tsv")
    folder = truth(HEADER + "x.y\tgepland\t\tx\noogst.fruit.appel\tooit\t\tx\n", "b.tsv")
    with pytest.raises(FaultsError) as error:
        read_truth(folder, codebook)
    assert [Path(fault.file).name for fault in error.value.faults] == ["a.tsv", "b.tsv", "b.tsv"]


def test_no_folder_and_an_empty_one(codebook: Codebook, tmp_path: Path) -> None:
    with pytest.raises(AanbodError, match="nergens: there is no such file or folder"):
        read_truth(tmp_path / "nergens", codebook)
    (tmp_path / "leeg").mkdir()
    with pytest.raises(AanbodError, match=r"no \.tsv file"):
        read_truth(tmp_path / "leeg", codebook)
