"""The words of what schools read: feedback.yaml beside the templates."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aanbod.codebook.yamlfile import read_yaml
from aanbod.errors import AanbodError
from aanbod.schools.fields import Signs
from aanbod.schools.overview import Item, Section
from aanbod.starter import starter_folder

WORDS = "feedback.yaml"
_TICKS = ("ticks", "ticks_agree", "ticks_disagree")


class Wording:
    """What feedback.yaml of a folder says, with names in braces filled in; what it lacks is as in the program's own.

    AanbodError: it cannot be read, or a value is of another kind than in the program's own.
    """

    def __init__(self, templates: Path, **known: str) -> None:
        own, usual = templates / WORDS, starter_folder() / "reports" / "templates" / WORDS
        self._words = _read(usual)
        if own.exists():
            for key, value in _read(own).items():
                if not isinstance(value, type(self._words.get(key, value))):
                    raise AanbodError(f"{own}: `{key}` is not of the kind that it is in the {WORDS} of a new project")
                self._words[key] = value
        self._known = known

    def of(self, **known: str) -> "Wording":
        """The same words, with these names filled in as well."""
        made = object.__new__(Wording)
        made._words, made._known = self._words, self._known | known
        return made

    def __getitem__(self, key: str) -> str:
        return self.filled(self._words[key])

    def filled(self, text: Any) -> str:
        """A text with what it names in braces filled in."""
        shown = str(text)
        for name, value in self._known.items():
            shown = shown.replace(f"{{{name}}}", value)
        return shown

    def paragraphs(self, key: str) -> list[str]:
        """The texts of a list, without empty ones."""
        return [self.filled(text) for text in self._words[key] if text]

    def named(self, key: str, name: str, otherwise: str) -> str:
        """The text under a name, such as that of a status."""
        return self.filled(self._words[key].get(name, otherwise))

    def signs(self) -> Signs:
        """The words that count as a tick, and those that count as nothing."""
        folded = {key: [word.casefold() for word in self.paragraphs(key)] for key in (*_TICKS, "placeholders")}
        both, agree, disagree = (folded[key] for key in _TICKS)
        return Signs(frozenset([*both, *agree]), frozenset([*both, *disagree]), frozenset(folded["placeholders"]))

    def title_of(self, item: Item) -> str:
        return self.of(partner=item.label)["partner"] if item.is_partner else item.label

    def status_of(self, item: Item) -> str:
        """What the status of an item means, in plain words."""
        return self.named("partner_statuses" if item.is_partner else "statuses", item.status, item.status_label)

    def quote_of(self, item: Item) -> str:
        return self.of(quote=item.quote)["quote"]

    def heading_of(self, section: Section) -> str:
        """`Bouwsteen 5 en 6`, and for what belongs to none something else."""
        return self.heading_of_numbers([bouwsteen.number for bouwsteen in section.bouwstenen])

    def heading_of_numbers(self, numbers: Sequence[int]) -> str:
        joined = f" {self['and']} ".join(map(str, numbers))
        return self.of(numbers=joined)["bouwsteen"] if numbers else self["other"]


def labels_of(section: Section) -> list[str]:
    """The names of the bouwstenen of a section."""
    return [bouwsteen.label for bouwsteen in section.bouwstenen]


def _read(path: Path) -> dict[str, Any]:
    data = read_yaml(path).data
    if not isinstance(data, dict):
        raise AanbodError(f"{path}: this holds no words by key\n    take it over from a new project's {WORDS}")
    return data
