"""What a line of Dutch shows of where a sentence ends or goes on. Closed word classes only, no word of any study."""

import re


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# No sentence, heading or note ends in these. Words that may also part from a verb (op, aan, uit, in) are left out.
UNFINISHED = words(
    "de het een en of maar want omdat zodat hoewel terwijl wanneer indien zoals als van met te ten ter tot tussen"
    " volgens zonder tegen sinds vanaf vanuit per tijdens via namens ondanks rond rondom richting naar mijn jouw uw"
    " onze hun zijn elke ieder elk welke deze wiens waarin waarop waarbij waarmee waardoor waarvoor & +"
)
# After these a sentence goes on even if an empty line and a capital follow: with a name.
BEFORE_NAME = words("de het een en of van met te ten ter tussen volgens zoals via per namens")
# A new paragraph or note hardly starts with these in lower case.
CONTINUING = words(
    "en of maar want van uit met te tot die dat waar waarin waarop waarbij waarmee waardoor dan zodat omdat om voor"
    " aan in op bij door naar over onder tegen tussen wat wie zoals worden wordt zijn is hebben heeft kunnen"
)
# Common inside a sentence, rare at the start of a note.
INNER = words(
    "de het een en of van te die dat zich er hun haar ook niet om als waar wat worden wordt is zijn was waren heeft"
    " hebben kan kunnen maar dan naar tot uit aan door"
)

_CLOSED = re.compile(r"[.!?:;…]\s?[\"'’”»)\]]*$")
_SENTENCE_END = re.compile(r"[^\W\d_][^\W_][)\]\"'’”»]*[.!?…]+[\"'’”»)\]]*(?: |$)")
_OPENERS = "‘'\"“„«([¿"
_AMOUNT = re.compile(r"\d[\d.,:]*(?: [a-zà-ÿ]|%|[.,;)])")
_QUOTES = {"‘": "’'‘", "“": '”"', "„": '”“"', '"': '"', "'": "'’"}
_LABEL = re.compile(r"[A-ZÀ-Þ][^.!?:;]{0,30}:\s")


def is_closed(line: str) -> bool:
    """Whether the line ends as a sentence, or an introduction, does."""
    return _CLOSED.search(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether a sentence ends in the line, somewhere or at its end."""
    return _SENTENCE_END.search(line) is not None


def goes_on(line: str) -> bool:
    """Whether the line starts as the rest of a sentence does: in lower case, or with a dash or comma."""
    bare = line.lstrip(_OPENERS)
    if not bare:
        return False
    return bare[0].islower() or line[0] in ",;)—–&%" or (line.startswith("-") and line[:2] != "- ")


def is_amount(line: str) -> bool:
    """`15 ouders`: a number and what is counted, in the middle of a sentence as well as at its start."""
    return _AMOUNT.match(line) is not None


def last_word(line: str) -> str:
    return line.rsplit(maxsplit=1)[-1].casefold().lstrip(_OPENERS) if line else ""


def first_word(line: str) -> str:
    return line.split(maxsplit=1)[0] if line else ""


def starts_turn(line: str) -> bool:
    """`Naam: ` or `Rol, organisatie: ` before what somebody says."""
    return _LABEL.match(line) is not None


def is_unfinished(line: str) -> bool:
    """Whether the line cannot be a whole note, heading or sentence: by its last word, an open bracket or quote."""
    if last_word(line) in UNFINISHED:
        return True
    if line.rfind("(") > line.rfind(")") or line.rfind("[") > line.rfind("]"):
        return True
    closing = _QUOTES.get(line[:1])
    return closing is not None and re.search(rf"[{closing}](?!\w)", line[1:]) is None
