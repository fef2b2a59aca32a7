"""What coders hold for true, held against each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from aanbod.agreement.figures import Judgement, figures
from aanbod.agreement.units import Given, Unit, units
from aanbod.agreement.values import BY, PRESENCE, Agreement, Disagreement, Held, Scores, Stand, Target, TargetScores
from aanbod.agreement.values import Text as Text
from aanbod.errors import AanbodError

OVERLAP = 0.5
_LACKS, _HOLDS = 0, 1


def compare(
    codings: Mapping[str, Iterable[Held]],
    texts: Sequence[Text],
    targets: Sequence[Target],
    statuses: Sequence[str],
    by: str = PRESENCE,
    overlap: float = OVERLAP,
) -> Agreement:
    """How far coders agree on the targets in these texts; codings in other texts do not count.

    `codings` are those of each coder, `statuses` come from strongest to weakest; by passages, codings that share at
    least `overlap` (above 0, at most 1) of the shorter one are of one unit.
    AanbodError: fewer than two coders, no text, an overlap that cannot be, or a library that is not installed.
    """
    coders = tuple(codings)
    if len(coders) < 2:
        raise AanbodError("agreement is between two or more coders\n    name at least two")
    if not texts:
        raise AanbodError(
            f"there is no transcript that all of {', '.join(coders)} worked on\n"
            "    let them code some of the same transcripts: `aanbod sample` chooses which"
        )
    if by not in BY or not 0 < overlap <= 1:
        raise AanbodError(f"agreement is by {' or '.join(BY)}, with an overlap above 0 and of at most 1")
    given = _given(codings, texts, targets)
    ranks = {status: rank for rank, status in enumerate(statuses)}
    others = {held.status for found in given.values() for _, held in found} - set(ranks)
    ranks |= {status: len(ranks) + number for number, status in enumerate(sorted(others))}
    found: list[TargetScores] = []
    disagreements: list[Disagreement] = []
    held_total, status_total = Counter[Judgement](), Counter[Judgement]()
    for number, target in enumerate(targets):
        held, status = Counter[Judgement](), Counter[Judgement]()
        for text in texts:
            made, uncoded = units(text, given.get((text.name, number), ()), by, overlap)
            held[(_LACKS,) * len(coders)] += uncoded
            for unit in made:
                said = _strongest(unit, len(coders), ranks)
                held[tuple(_LACKS if rank is None else _HOLDS for rank in said)] += 1
                status[said] += 1
                if len(set(said)) > 1:
                    disagreements.append(_disagreement(unit, target, coders, said, list(ranks)))
        found.append(TargetScores(target, _scores(held, status, len(coders), len(ranks))))
        held_total += held
        status_total += status
    return Agreement(
        coders=coders,
        by=by,
        overlap=overlap,
        transcripts=tuple(text.name for text in texts),
        total=_scores(held_total, status_total, len(coders), len(ranks)),
        targets=tuple(found),
        disagreements=tuple(sorted(disagreements, key=lambda one: (one.transcript, one.start, one.end, one.target))),
    )


def _given(
    codings: Mapping[str, Iterable[Held]], texts: Sequence[Text], targets: Sequence[Target]
) -> dict[tuple[str, int], list[Given]]:
    """The codings by transcript and number of the target."""
    names = {text.name for text in texts}
    of_leaf: dict[tuple[str, str], list[int]] = {}
    for number, target in enumerate(targets):
        for leaf in dict.fromkeys(target.leaves):
            of_leaf.setdefault(leaf, []).append(number)
    given: dict[tuple[str, int], list[Given]] = {}
    for coder, held_by in enumerate(codings.values()):
        for held in held_by:
            for number in of_leaf.get((held.code, held.partner), ()) if held.transcript in names else ():
                given.setdefault((held.transcript, number), []).append((coder, held))
    return given


def _strongest(unit: Unit, coders: int, ranks: Mapping[str, int]) -> Judgement:
    """The strongest status by each coder, as its rank; None where the coder did not code the unit."""
    said: list[int | None] = [None] * coders
    for coder, held in unit.given:
        rank, before = ranks[held.status], said[coder]
        said[coder] = rank if before is None else min(before, rank)
    return tuple(said)


def _disagreement(
    unit: Unit, target: Target, coders: Sequence[str], said: Judgement, statuses: Sequence[str]
) -> Disagreement:
    stands = tuple(
        Stand(name, statuses[rank], tuple(held.id for coder, held in unit.given if coder == number))
        for number, (name, rank) in enumerate(zip(coders, said, strict=True))
        if rank is not None
    )
    without = tuple(name for name, rank in zip(coders, said, strict=True) if rank is None)
    about = "code" if without else "status"
    return Disagreement(unit.transcript, target.id, unit.start, unit.end, about, stands, without)


def _scores(held: Mapping[Judgement, int], status: Mapping[Judgement, int], coders: int, statuses: int) -> Scores:
    coded = {judged: n for judged, n in held.items() if any(judged)}
    given = tuple(sum(n for judged, n in coded.items() if judged[coder] == _HOLDS) for coder in range(coders))
    both = {judged: n for judged, n in status.items() if len(judged) - judged.count(None) > 1}
    return Scores(given, figures(held, 2), figures(coded, 2), figures(both, statuses))
