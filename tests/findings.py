"""The published findings (findings.yaml) held against counts of our own: plain csv, none of the program's counting.

From the repository's folder, `python -m tests.findings` says how many hold by the truth of the sample study, and
`python -m tests.findings codings.csv` how many by an export of codings (`aanbod export codings -o codings.csv`).
"""

import csv
import re
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
Finding = Mapping[str, Any]
Mention = tuple[str, str, str]  # row (a code, or category/partner), transcript, status


@dataclass(frozen=True)
class Material:
    """Which groups each conversation is in (lichting, sector, all), by the stem of its file, and what it mentions."""

    groups: Mapping[str, frozenset[str]]
    mentions: frozenset[Mention]

    def size(self, group: str) -> int:
        return sum(group in groups for groups in self.groups.values())

    def rows(self, under: str, group: str = "all") -> set[str]:
        """The codes and partners that the conversations of a group mention, of a code, a category or a partner."""
        return {row for row, transcript, _ in self.mentions if _under(row, under) and group in self.groups[transcript]}

    def n(self, under: str, group: str = "all") -> int:
        """How many conversations of a group mention it."""
        found = {transcript for row, transcript, _ in self.mentions if _under(row, under)}
        return sum(group in self.groups[transcript] for transcript in found)

    def share(self, under: str, group: str = "all") -> float:
        return self.n(under, group) / self.size(group)

    def shown(self, under: str, *groups: str) -> str:
        """The counts in words, for who must know why a finding fails."""
        counts = (f"{group} {self.n(under, group)}/{self.size(group)}" for group in groups)
        return f"{under}: {', '.join(counts)}"


def _under(row: str, under: str) -> bool:
    return row == under or row.startswith((f"{under}.", f"{under}/"))


def load_findings() -> dict[str, Finding]:
    """Every finding by its name, such as `table_3_1: scholing over 1/2 of all`."""
    tables = yaml.safe_load((ROOT / "tests" / "findings.yaml").read_text(encoding="utf-8"))
    found = [
        (re.sub(r"\W", "_", f"table_{t['table']}") + f": {f['finding']}", f) for t in tables for f in t["findings"]
    ]
    assert len(dict(found)) == len(found), "two findings of one name"
    return dict(found)


@dataclass(frozen=True)
class About:
    """What is known of a transcript: its schools, year and kind."""

    schools: tuple[str, ...]
    year: str
    kind: str


def transcripts(root: Path = ROOT) -> dict[str, About]:
    """Each transcript by the stem of its file, from front matter and transcripts.csv."""
    about: dict[str, Mapping[str, Any]] = {}
    for path in (root / "transcripts").iterdir():
        if path.suffix in (".md", ".txt") and (text := path.read_text(encoding="utf-8")).startswith("---\n"):
            about[path.stem] = yaml.safe_load(text.split("---\n")[1])
    with (root / "transcripts" / "transcripts.csv").open(encoding="utf-8", newline="") as file:
        about |= {Path(row["document"]).stem: row for row in csv.DictReader(file)}
    found = {}
    for stem, known in about.items():
        named = known.get("scholen") or known["school"]
        names = named if isinstance(named, list) else [name.strip() for name in re.split("[;|+]", named)]
        found[stem] = About(tuple(names), str(known["jaar"]), known["soort"])
    return found


def school_variables(root: Path = ROOT) -> dict[str, Mapping[str, str]]:
    """What is known of each school, by all its names."""
    schools = yaml.safe_load((root / "codebook" / "afs" / "schools.yaml").read_text(encoding="utf-8"))["cases"]
    return {name: school["variables"] for school in schools for name in (school["id"], *school.get("also", ()))}


def conversations(root: Path = ROOT, year: str = "2024") -> dict[str, frozenset[str]]:
    """The groups of each progress conversation of a year: all, and the lichting and sector of its schools."""
    variables = school_variables(root)
    return {
        stem: frozenset({"all"}.union(*({variables[s]["lichting"], variables[s]["sector"]} for s in about.schools)))
        for stem, about in transcripts(root).items()
        if (about.year, about.kind) == (year, "voortgangsgesprek")
    }


def truth_rows(stem: str, root: Path = ROOT) -> list[dict[str, str]]:
    """The truth of a transcript. Forms and partners that the codebook lacks are left out."""
    with (root / "tests" / "truth" / f"{stem}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if not row["code"].startswith(("open.", "partner.nieuw"))]


def truth_material(root: Path = ROOT) -> Material:
    """What the truth of the conversations says."""
    groups = conversations(root)
    return Material(groups, frozenset(_mention(row, stem) for stem in groups for row in truth_rows(stem, root)))


def export_material(export: Path, root: Path = ROOT) -> Material:
    """What an export of codings (csv) says of the same conversations."""
    groups = conversations(root)
    with export.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["state"] != "rejected"]
    found = {_mention(row, stem) for row in rows if (stem := Path(row["document"]).stem) in groups}
    return Material(groups, frozenset(found))


def _mention(row: Mapping[str, str], stem: str) -> Mention:
    return (f"{row['code']}/{row['partner']}" if row["partner"] else row["code"], stem, row["status"])


def failures(finding: Finding, material: Material) -> list[str]:
    """What is not as the finding says, with the counts; empty where it holds."""
    [relation] = RELATIONS.keys() & finding.keys()
    return list(RELATIONS[relation](finding, material))


def _within(value: float, bounds: Mapping[str, float]) -> bool:
    assert bounds.keys() <= {"min", "max", "above", "below"}
    return (
        bounds.get("min", value) <= value <= bounds.get("max", value)
        and value > bounds.get("above", value - 1)
        and value < bounds.get("below", value + 1)
    )


def _share(finding: Finding, m: Material) -> Iterable[str]:
    for row in finding["rows"]:
        for group in finding.get("groups", ["all"]):
            if not _within(m.share(row, group), finding["share"]):
                yield f"{m.shown(row, group)} = {m.share(row, group):.2f}, not {finding['share']}"


def _n(finding: Finding, m: Material) -> Iterable[str]:
    for row in finding["rows"]:
        for group in finding.get("groups", ["all"]):
            if not _within(m.n(row, group), finding["n"]):
                yield f"{m.shown(row, group)}, not {finding['n']}"


def _more(finding: Finding, m: Material) -> Iterable[str]:
    more, than = finding["more"], finding["than"]
    for row in finding["rows"]:
        difference = m.share(row, more) - m.share(row, than)
        if difference <= 0 or not _within(difference, finding.get("by", {})):
            asked = finding.get("by", "above 0")
            yield f"{m.shown(row, more, than)}: difference {difference:+.2f}, not {asked}"


def _only(finding: Finding, m: Material) -> Iterable[str]:
    for row in finding["rows"]:
        within = m.n(row, finding["only"])
        outside = m.n(row) - within
        if not within or outside > finding.get("outside", 0):
            yield f"{m.shown(row, finding['only'])}, elsewhere {outside}, not {finding.get('outside', 0)} at most"


def _leads(finding: Finding, m: Material) -> Iterable[str]:
    aside = {*finding["rows"], *finding.get("after", ())}
    for group in finding.get("groups", ["all"]):
        others = {row: m.n(row, group) for row in m.rows(finding["leads"], group) - aside}
        for row in finding["rows"]:
            ahead = [other for other, n in sorted(others.items()) if n >= m.n(row, group)]
            if ahead:
                yield f"{m.shown(row, group)}, not above {'; '.join(m.shown(other, group) for other in ahead)}"


def _fewer_than(finding: Finding, m: Material) -> Iterable[str]:
    for row in finding["rows"]:
        if m.n(row) >= m.n(finding["fewer_than"]):
            yield f"{m.shown(row, 'all')}, not below {m.shown(finding['fewer_than'], 'all')}"


def _variety(finding: Finding, m: Material) -> Iterable[str]:
    asked = finding["variety"]
    wrong = []
    for row in finding["rows"]:
        more, than = len(m.rows(row, asked["more"])), len(m.rows(row, asked["than"]))
        if more <= than:
            wrong.append(f"{row}: {more} different in {asked['more']}, {than} in {asked['than']}")
    if len(finding["rows"]) - len(wrong) < asked.get("in_at_least", len(finding["rows"])):
        yield from wrong


def _status(finding: Finding, m: Material) -> Iterable[str]:
    for row in finding["rows"]:
        if not any(_under(found, row) and status == finding["status"] for found, _, status in m.mentions):
            yield f"{row}: nowhere {finding['status']}"


def _absent_in(finding: Finding, m: Material) -> Iterable[str]:
    group = finding["absent_in"]
    if all(m.n(row, group) for row in finding["rows"]):
        yield "; ".join(m.shown(row, group) for row in finding["rows"])


def _partners(finding: Finding, m: Material) -> Iterable[str]:
    asked = finding["partners"]
    for under in finding["rows"]:
        rows = m.rows(under)
        alone = sum(m.n(row) == 1 for row in rows)
        if "alone" in asked and not _within(alone / len(rows), asked["alone"]):
            yield f"{under}: {alone} of {len(rows)} named by one conversation, not {asked['alone']}"
        if not _within(len(rows), {bound: n for bound, n in asked.items() if bound != "alone"}):
            yield f"{under}: {len(rows)} different, not {asked}"


RELATIONS = {
    "share": _share,
    "n": _n,
    "more": _more,
    "only": _only,
    "leads": _leads,
    "fewer_than": _fewer_than,
    "variety": _variety,
    "status": _status,
    "absent_in": _absent_in,
    "partners": _partners,
}


def report(material: Material) -> str:
    """How many findings hold, and which do not, with their counts."""
    findings = load_findings()
    failing = {name: found for name, finding in findings.items() if (found := failures(finding, material))}
    lines = [
        f"{len(findings) - len(failing)} of {len(findings)} findings hold, by {len(material.groups)} conversations"
    ]
    for name, wrong in failing.items():
        lines += [f"  {name}", *(f"    {line}" for line in wrong)]
    return "\n".join(lines)


def main(arguments: Collection[str]) -> None:
    for name in arguments:
        print(f"{name}: {report(export_material(Path(name)))}")
    if not arguments:
        print(f"tests/truth: {report(truth_material())}")


if __name__ == "__main__":
    main(sys.argv[1:])
