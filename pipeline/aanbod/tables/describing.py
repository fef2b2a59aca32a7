"""What is known of a transcript and of its cases, for tables with a row per passage or per unit."""

from collections.abc import Mapping, Sequence

from aanbod.codebook.model import Codebook, Variable


class Describer:
    """Knows the variables of a codebook, and what it says of the cases."""

    def __init__(self, codebook: Codebook) -> None:
        self._variables = codebook.variables
        self._cases = {case.id: case.variables for case in codebook.cases}

    def values(self, variable: Variable, cases: Sequence[str], own: Mapping[str, str]) -> tuple[str, ...]:
        """The values of a variable, in the codebook's order: those of the cases, or else the transcript's `own`.

        Several cases may have several; () if nothing is known.
        """
        found = [self._cases[case][variable.id] for case in cases if variable.id in self._cases.get(case, {})]
        if not found and variable.id in own:
            found = [own[variable.id]]
        order = {value: place for place, value in enumerate(variable.values)}
        return tuple(sorted(dict.fromkeys(found), key=lambda value: order.get(value, len(order))))

    def labels(self, cases: Sequence[str], own: Mapping[str, str]) -> tuple[str, ...]:
        """Every variable in words, in the order of the codebook: "Noord; Zuid"."""
        return tuple(in_words(variable, self.values(variable, cases, own)) for variable in self._variables)


def in_words(variable: Variable, values: Sequence[str]) -> str:
    """Values as the codebook words them, parted by semicolons."""
    return "; ".join(variable.values.get(value, value) for value in values)
