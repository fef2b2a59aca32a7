"""The variables and cases of a project, and what they say of its sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from aanbod.refi.carried import unpack
from aanbod.refi.elements import child, children, local, target, targets, written
from aanbod.refi.exchange import VARIABLE_KINDS, ExchangeCase, ExchangeVariable
from aanbod.refi.guids import bare
from aanbod.refi.losses import Losses
from aanbod.refi.sources import Source
from aanbod.transcripts.characters import one_line


@dataclass
class _Case:
    name: str
    variables: dict[str, str] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)  # identifiers of sources, and of selections in them


class Descriptions:
    """What is known of sources. Cases and sources name each other by identifier, programs each in another way."""

    def __init__(self, root: Element, losses: Losses) -> None:
        self._losses = losses
        self._variables: dict[str, ExchangeVariable] = {}
        self._cases: dict[str, _Case] = {}
        self._of_sources: list[_Case] = []  # nameless cases of one source: MAXQDA's and Quirkos' way with variables
        self._read_variables(child(root, "Variables"))
        for number, element in enumerate(children(child(root, "Cases"), "Case"), 1):
            self._read_case(element, number)

    @property
    def variables(self) -> tuple[ExchangeVariable, ...]:
        return tuple(self._variables.values())

    @property
    def cases(self) -> tuple[ExchangeCase, ...]:
        return tuple(ExchangeCase(case.name, case.variables) for case in self._cases.values())

    def is_case(self, code: str) -> bool:
        """Whether the code of this identifier stands for a case, as NVivo has it."""
        return code in self._cases

    def add(self, case: str, source: Source) -> None:
        """Notes that a source speaks of a case."""
        self._cases[case].sources |= source.guids

    def of(self, source: Source, selections: Iterable[str]) -> tuple[tuple[str, ...], Mapping[str, str]]:
        """The cases and variables of a source; `selections` are the identifiers of those in it."""
        named = source.guids | set(selections)
        cases = [case.name for case in self._cases.values() if case.sources & named]
        for values in unpack(written(source.element))[1]:
            ordered = values.get("cases")
            if isinstance(ordered, list) and sorted(map(str, ordered)) == sorted(cases):
                cases = [str(case) for case in ordered]
        variables: dict[str, str] = {}
        for case in self._of_sources:
            if case.sources & source.guids:
                variables |= case.variables
        return tuple(dict.fromkeys(cases)), variables | self._values(source.element)

    def _read_variables(self, listed: Element | None) -> None:
        taken: set[str] = set()
        for element in children(listed, "Variable"):
            name = one_line(element.get("name") or "") or bare(element.get("guid"))
            text, values, _ = unpack(written(element))
            own = next((str(value["id"]) for value in values if value.get("id")), name)
            number, identity = 1, own
            while identity in taken:
                number += 1
                identity = f"{own} ({number})"
            taken.add(identity)
            kind = element.get("typeOfVariable") or ""
            kind = kind if kind in VARIABLE_KINDS else "Text"
            self._variables[bare(element.get("guid"))] = ExchangeVariable(identity, name, kind, text)

    def _read_case(self, element: Element, number: int) -> None:
        name = one_line(element.get("name") or "")
        case = _Case(name, self._values(element), {*targets(element, "SourceRef"), *targets(element, "SelectionRef")})
        passages = len(targets(element, "SelectionRef"))
        self._losses.lose("a passage as that of a case: its whole text got the case", name, passages)
        self._losses.lose("a code given to a case", name, len(targets(element, "CodeRef")))
        if unpack(written(element))[0]:
            self._losses.lose("the description of a case", name)
        if name:
            known = next((guid for guid, other in self._cases.items() if other.name == name), None)
            if known is not None:  # a second case of this name is the same one
                self._cases[known].sources |= case.sources
                self._cases[known].variables |= case.variables
                case = self._cases[known]
            self._cases[bare(element.get("guid")) or f"#{number}"] = case
        elif case.sources:
            self._of_sources.append(case)
        else:
            self._losses.lose("a case without a name or a text")

    def _values(self, element: Element) -> dict[str, str]:
        found = {}
        for holder in children(element, "VariableValue"):
            variable = self._variables.get(target(child(holder, "VariableRef")))
            value = next((one.text or "" for one in holder if local(one).endswith("Value")), "").strip()
            if value and variable is None:
                self._losses.lose("a value of an unknown variable", value)
            elif value and variable is not None:
                found[variable.id] = value
        return found
