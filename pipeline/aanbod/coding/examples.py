"""A codebook has tests: each code's own example sentences, run through the rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aanbod.codebook.model import Code, Example
from aanbod.coding.coder import RuleCoder
from aanbod.coding.findings import Finding


@dataclass(frozen=True)
class ExampleResult:
    """An example and what came of it. `problem` is '' where it holds."""

    code: Code
    example: Example
    problem: str


def run_examples(coder: RuleCoder, codes: Sequence[Code]) -> Iterator[ExampleResult]:
    """Every example of these codes, in order."""
    for code in codes:
        for example in code.examples:
            findings = [f for f in coder.findings(example.text) if f.code.key == code.key]
            yield ExampleResult(code, example, _problem(example, findings))


def _problem(example: Example, findings: Sequence[Finding]) -> str:
    coded = [finding for finding in findings if not finding.dropped]
    if not example.coded:
        if not coded:
            return ""
        return f"is coded {coded[0].status} by `{coded[0].keyword.text}`, but must not be"
    if not coded:
        reasons = sorted({f"`{finding.keyword.text}` ({finding.dropped})" for finding in findings})
        return "is not coded: " + (f"dropped {', '.join(reasons)}" if reasons else "no keyword meets it")
    statuses = sorted({finding.status for finding in coded})
    if example.status and example.status not in statuses:
        cue = next((f.cue for f in coded if f.cue), None)
        why = f" (cue `{cue.cue.keyword.text}`)" if cue else " (no cue)"
        return f"has status {', '.join(statuses)}{why}, but must be {example.status}"
    return ""
