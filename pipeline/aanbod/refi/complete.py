"""A project in which everything that is used is also there, and in one order: what a file needs."""

from collections.abc import Iterable
from dataclasses import replace

from aanbod.refi.exchange import (
    RULES,
    Coder,
    Exchange,
    ExchangeCase,
    ExchangeCode,
    ExchangeStatus,
    ExchangeVariable,
    Key,
)


def complete(exchange: Exchange) -> Exchange:
    """The same project, sorted, with the coders, codes, statuses, variables and cases that its parts only name."""
    transcripts = tuple(sorted(exchange.transcripts, key=lambda transcript: transcript.name))
    codings = tuple(dict(sorted({coding.sort_key: coding for coding in exchange.codings}.items())).values())
    memos = tuple(dict(sorted({memo.sort_key: memo for memo in exchange.memos}.items())).values())
    known = {coder.name: coder for coder in exchange.coders}
    named = {coding.coder for coding in codings} | {memo.coder for memo in memos}
    named |= {coding.decided.coder for coding in codings if coding.decided}
    for name in named - {*known, ""}:
        known[name] = Coder(name, RULES if name == RULES else "person")
    cases = {case.name: case for case in exchange.cases}
    for transcript in transcripts:
        for case in transcript.cases:
            cases.setdefault(case, ExchangeCase(case))
    statuses = [status.id for status in exchange.statuses]
    used = sorted({coding.status for coding in codings} - {*statuses, ""})
    variables = {variable.id for variable in exchange.variables}
    of_cases = {variable for case in cases.values() for variable in case.variables}
    of_transcripts = {variable for transcript in transcripts for variable in transcript.variables}
    return replace(
        exchange,
        coders=tuple(known[name] for name in sorted(known)),
        codes=_with_codes(exchange.codes, [coding.key for coding in codings]),
        statuses=(*exchange.statuses, *(ExchangeStatus(status) for status in used)),
        variables=(
            *exchange.variables,
            *(ExchangeVariable(name, name) for name in sorted((of_cases | of_transcripts) - variables)),
        ),
        cases=tuple(cases[name] for name in sorted(cases)),
        transcripts=transcripts,
        codings=codings,
        memos=memos,
    )


def _with_codes(codes: tuple[ExchangeCode, ...], used: Iterable[Key]) -> tuple[ExchangeCode, ...]:
    """With the codes that codings have and the codebook has not: a partner under its category."""
    known = {code.key for code in codes}
    missing = sorted(set(used) - known)
    known |= set(missing)
    found = [*codes]
    for id_, partner in missing:
        parent = (id_, "") if partner and (id_, "") in known else None
        found.append(ExchangeCode(id_, partner or id_, partner, parent))
    return tuple(found)
