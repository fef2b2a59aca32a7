"""Growth: time per text and memory with more texts, codes and processes; start-up aside. As a table and a picture."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

from aanbod.codebook.yamlfile import read_yaml
from tests.bench.picture import Panel, write_picture
from tests.bench.process import ROOT, Ran, aanbod, run

CODEBOOK = ROOT / "codebook" / "afs"
_WORKERS = (1, 2)


def growth(folder: Path, sizes: Sequence[int], picture: Path, said: Callable[[str], None]) -> None:
    """Codes some texts, all of them and, where they are there, very many; with parts of the codebook; in processes."""
    most = max(size for size in sizes if (folder / "corpus" / f"text{size - 1:05}.txt").exists())
    by_texts, by_codes, by_workers = Panel("texts"), Panel("codes"), Panel("processes")
    corpora = {size: _some(folder, size) if size <= most else folder / "large" for size in sizes}
    for size, corpus in corpora.items():
        by_texts.add(size, *_code(folder, corpus, size))
    for part in (8, 4, 2, 1):
        codebook, codes = _part(folder, part)
        by_codes.add(codes, *_code(folder, corpora[sizes[0]], sizes[0], codebook))
    for number in _WORKERS:
        seconds, megabytes = _code(folder, corpora[most], most, workers=number, wall=True)
        by_workers.add(number, seconds, megabytes)
    for panel in (by_texts, by_codes, by_workers):
        for x, seconds, megabytes in panel.points:
            said(f"  {x:6} {panel.of:10} {1000 * seconds:8.3f} ms a text  {megabytes:5.0f} MB")
    first, last = by_texts.points[sizes.index(most)], by_texts.points[-1]
    if last is not first:
        said(
            f"  {last[0]} texts take {last[1] / first[1]:.2f} times the time per text, and "
            f"{last[2] / first[2]:.2f} times the memory, of {first[0]}"
        )
    write_picture(picture, [by_texts, by_codes, by_workers])


def _some(folder: Path, number: int) -> Path:
    made = folder / f"some{number}"
    made.mkdir()
    for path in sorted((folder / "corpus").glob("*.txt"))[:number]:
        shutil.copy(path, made)
    return made


def _part(folder: Path, part: int) -> tuple[Path, int]:
    """A codebook of one code and partner in so many, and how many it has."""
    made = folder / f"codebook{part}"
    made.mkdir()
    contents: dict[str, Any] = {path.name: read_yaml(path).data for path in sorted(CODEBOOK.glob("*.yaml"))}
    categories = [category for content in contents.values() for category in content.get("categories", ())]
    for category in categories:
        for kind in ("codes", "partners"):
            if kind in category:
                category[kind] = category[kind][::part]
    every = [code for category in categories for kind in ("codes", "partners") for code in category.get(kind, ())]
    known = {code.get("id") for code in every}
    for code in every:
        code["yields_to"] = [other for other in code.get("yields_to", ()) if other in known]
    for name, content in contents.items():
        text = yaml.dump(content, Dumper=_NoAliases, allow_unicode=True, sort_keys=False)
        (made / name).write_text(text, encoding="utf-8")
    return made, len(every)


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _code(
    folder: Path, texts: Path, number: int, codebook: Path = CODEBOOK, workers: int = 1, wall: bool = False
) -> tuple[float, float]:
    """Seconds a text and megabytes. Without `wall` it is the processor's time, that of a busy machine too."""
    one = folder / "one"
    if not one.exists():
        one.mkdir()
        shutil.copy(folder / "corpus" / "text00000.txt", one)
    _run(folder, one, codebook, workers)  # what is kept of the codebook is made here
    began, ran = _run(folder, one, codebook, workers), _run(folder, texts, codebook, workers)
    seconds = ran.seconds - began.seconds if wall else ran.busy - began.busy
    return seconds / number, ran.megabytes


def _run(folder: Path, texts: Path, codebook: Path, workers: int) -> Ran:
    store = folder / "growth.db"
    for path in folder.glob("growth.db*"):
        path.unlink()
    return run(aanbod("code", texts, "--codebook", codebook, "--store", store, "--workers", workers))
