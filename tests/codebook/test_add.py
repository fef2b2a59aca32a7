"""What may be added to a codebook, and where it goes: on a copy of the repository's own."""

import difflib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.codebook.add import Addition, add_code, add_keyword, add_partner, default_keywords, elsewhere, same_keyword
from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Code, Codebook
from aanbod.errors import AanbodError

ROOT = Path(__file__).parents[2]
KEYWORD = "zwaluwkeuken & zwaluw*"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "codebook" / "afs", tmp_path / "afs"))


def diff(addition: Addition) -> list[str]:
    old, new = addition.before.decode().splitlines(), addition.after.decode().splitlines()
    lines = [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if line[:3] not in ("---", "+++")]
    return [line for line in lines if not line.startswith("@@")]


def code_of(book: Codebook, name: str) -> Code:
    return next(code for code in book.codes if name in (code.partner, code.id if not code.partner else None))


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        ("BEN", ["=BEN"]),
        ("Zwaluwnest", ["=Zwaluwnest"]),
        ("Ben in de Buurt", ["=Ben in de Buurt"]),
        ("Stichting Zwaluwnest", ["Stichting Zwaluwnest"]),
        ("Zwaluwnest Verhalenhuis (ZVH)", ["Zwaluwnest Verhalenhuis", "=ZVH"]),
        ("Buurtkok (algemeen)", ["=Buurtkok"]),
        ("huis van de buurt", ["huis van de buurt"]),
        ("Zon & Maan!", ["=Zon en Maan"]),
        ("Perron-32/Loods", ["Perron-32 Loods"]),
    ],
)
def test_what_a_partner_is_found_by(name: str, keywords: list[str]) -> None:
    assert default_keywords(name) == keywords


def test_a_name_without_words() -> None:
    with pytest.raises(AanbodError, match="holds no word"):
        default_keywords("!?")


def test_every_kind_of_entry_is_added_by_new_lines_alone(folder: Path, afs: Codebook) -> None:
    for code in afs.codes[::40]:
        addition = add_keyword(folder, code, KEYWORD)
        changed = diff(addition)
        if len(changed) == 1:
            assert changed[0].lstrip("+ ") in (f"- {KEYWORD}", f'- "{KEYWORD}"')
        else:
            removed, new = changed
            assert new[1:].replace(f'"{KEYWORD}"', KEYWORD) == f"{removed[1:-1]}, {KEYWORD}]"
        addition.path.write_bytes(addition.after)
    for category in afs.categories[::3]:
        if category.holds_partners:
            addition = add_partner(folder, afs, category.id, "Zwaluwnest " + category.id, ["zwaluwnest"])
        else:
            addition = add_code(folder, afs, category.id + ".zwaluw", "Zwaluw: nest", "Wat het is.", ["zwaluwnest"])
        assert all(line.startswith("+") for line in diff(addition))
        addition.path.write_bytes(addition.after)
    book = load_codebook(folder)
    assert len(book.codes) == len(afs.codes) + len(afs.categories[::3])
    assert all(code_of(book, c.partner or c.id).keywords[-1].text == KEYWORD for c in afs.codes[::40])
    before = {code.key: code for code in afs.codes}
    kept = [code for code in book.codes if code.key in before]
    assert [code.key for code in kept] == list(before)
    assert [code.examples for code in kept] == [code.examples for code in afs.codes]


def test_a_partner_takes_its_place_in_the_alphabet(folder: Path, afs: Codebook) -> None:
    addition = add_partner(folder, afs, "partner.opvoedondersteuning", "Bibberhuis", ["bibberhuis"])
    lines = addition.after.decode().splitlines()
    names = [line.split('"')[1] for line in lines if line.startswith("      - name:")]
    at = names.index("Bibberhuis")
    assert names[at - 1 : at + 2] == ["Ben in de Buurt", "Bibberhuis", "Buurthuis (algemeen)"]
    assert lines[addition.line - 1] == addition.lines[0] == '      - name: "Bibberhuis"'


def test_partners_in_no_order_stay_as_they_are(write_codebook: Callable[..., Path]) -> None:
    partners = ", ".join(
        f"{{name: {name}, keywords: [{name}]}}" for name in ("Zee", "Yak", "Xeno", "Aap", "Wol", "Bos")
    )
    folder = write_codebook(f"categories: [{{id: p.a, label: A, partners: [{partners}]}}]")
    assert add_partner(folder, load_codebook(folder), "p.a", "Mol", ["mol"]).after.decode().endswith('["mol"]}]}]')


def test_doubles_are_refused(folder: Path, afs: Codebook) -> None:
    with pytest.raises(AanbodError, match=r"partners.yaml:\d+: the partner `BEN` is there already"):
        add_partner(folder, afs, "partner.overig", "Ben", ["=Ben"])
    taken = code_of(afs, "ouder.kennis.taallessen")
    for identity, label in ((taken.id, "Anders"), ("ouder.kennis.anders", taken.label.upper())):
        with pytest.raises(AanbodError, match=r"ouder.yaml:\d+: the code `ouder.kennis.taallessen` .*there already"):
            add_code(folder, afs, identity, label)
    keyword = taken.keywords[0]
    with pytest.raises(AanbodError, match=rf"ouder.yaml:{keyword.line}: .* as a keyword of ouder.kennis.taallessen"):
        add_keyword(folder, taken, keyword.text.upper() if "=" not in keyword.text else keyword.text)
    fiets = code_of(afs, "ouder.kennis.fietscursus")
    with pytest.raises(AanbodError, match=r"under `unless` of ouder\.kennis\.fietscursus"):
        add_keyword(folder, fiets, fiets.unless[0].text)


def test_a_category_must_exist_and_be_of_the_kind(folder: Path, afs: Codebook) -> None:
    with pytest.raises(AanbodError, match=r"no category `partner.overg`\s+did you mean `partner.overig`"):
        add_partner(folder, afs, "partner.overg", "Zwaluwnest", ["zwaluwnest"])
    with pytest.raises(AanbodError, match="holds codes, not partners"):
        add_partner(folder, afs, "ouder.kennis", "Zwaluwnest", ["zwaluwnest"])
    with pytest.raises(AanbodError, match="holds partners, not codes"):
        add_code(folder, afs, "partner.overig.zwaluw", "Zwaluw")
    with pytest.raises(AanbodError, match="no category ``"):
        add_code(folder, afs, "zwaluw", "Zwaluw")


def test_a_file_with_a_byte_order_mark_keeps_it(write_codebook: Callable[..., Path]) -> None:
    folder = write_codebook("categories: [{id: a.b, label: B, codes: [{id: a.b.c, label: C, keywords: [x]}]}]\n")
    path = folder / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    addition = add_keyword(folder, load_codebook(folder).codes[0], "zwaluw")
    assert addition.after == addition.before.replace(b"[x]", b"[x, zwaluw]")
    assert addition.lines == [addition.after.decode("utf-8-sig").strip()]


def test_a_keyword_of_another_code_is_seen(afs: Codebook) -> None:
    assert [code.partner for code, _ in elsewhere(afs, ("partner.overig", "Nieuw"), "=Buurtcentrum")] == [
        "Buurthuis (algemeen)"
    ]
    assert elsewhere(afs, code_of(afs, "Buurthuis (algemeen)").key, "buurtcentrum") == []


def test_the_same_keyword() -> None:
    assert same_keyword("samen  eten", "Samen eten")
    assert not same_keyword("=BEN", "=Ben")
    assert not same_keyword("=BEN", "BEN")
