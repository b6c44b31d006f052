"""Names in a passage that may be schemes', each with what speaks for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.draft.finding.passages import Passage
from ingest.draft.finding.places import WIDE, is_local
from ingest.draft.finding.words import any_of, pattern, words
from ingest.draft.reading.document import BlockKind

_CAPITAL = r"(?:[A-Z][\w'’&+-]*|[A-Z]{2,})"
_NAME = re.compile(rf"\b{_CAPITAL}(?:,? (?:(?:and|of|the|&|for|in|at|to|with|on) )*{_CAPITAL}){{0,6}}")
# 'The board of the Sampleton Alliance', 'the Sampleton Alliance and the Otherham Alliance': an article parts names.
_PARTED = re.compile(r"(?:,| of| in| for| to| at| with| and| on)+ [Tt]he ")
_ENDS = re.compile(any_of(words("scheme nouns")) + "$")
_KINDS = "alliance|vanguard|programme|partnership|pilot"
_LABEL = r"(?:case study|vanguard|example|site|pilot|scheme|project)"
_HEADED = re.compile(
    rf"^{_LABEL}\s*\d*\s*[:–-]\s*(?P<name>[^:]{{3,80}}?)"
    r"(?= (?:Purpose|Background|Aim|Summary|Overview)\b|[.;:]|$)",
    re.IGNORECASE,
)
# A list of contents tells the labels too: '12 Case study 4: Sampleton Alliance 15 Case study 5: …'.
_CONTENTS = re.compile(
    rf"(?<=\S )(?i:{_LABEL}) \d{{1,2}} ?[:–-] ?(?P<name>{_CAPITAL}(?:,? (?:\([A-Z]+\) |(?:and|of|&|in) )*{_CAPITAL}){{0,5}})"
)
_TYPED = re.compile(
    rf"\b({_CAPITAL}(?:,? (?:(?:and|of|the|&|upon|on) )*{_CAPITAL}){{0,4}}) \(?(?:MCP|PACS|EHCH|UEC|ACC)\)?(?![A-Za-z])"
    rf"|\b({_CAPITAL}(?: (?:(?:and|of|the|&) )*{_CAPITAL}){{0,3}}) (?:{_KINDS}|site|model|scheme|project|initiative|contract)\b"
)
# 'Vanguards such as Sampleton, Better Care Together and Otherham', 'the Sampleton, Otherham and Northby pilots'.
_PIECE = rf"{_CAPITAL}(?: (?:(?:of|the|&|upon|on|for|with) )*{_CAPITAL}){{0,4}}(?: \([^)]{{2,40}}\))?"
_LISTED = rf"(?P<list>{_PIECE}(?:, {_PIECE})+,? and {_PIECE})"
_SEVERAL = r"(?:vanguards?|pilots|sites|schemes|programmes|projects|pioneers|systems|areas|demonstrators)"
_LEADS_IN = r"(?: (?:are|were|including|include|included|such as|like|namely|in|of|at|from|–|-)|:|,| \()"
_LISTS = (
    re.compile(rf"\b{_SEVERAL}(?: \w+){{0,3}}?{_LEADS_IN} (?:the )?{_LISTED}"),
    re.compile(rf"\b{_LISTED} {_SEVERAL}\b"),
)
# What stands before a bracket or before the words for a care model: 'Sampleton and Otherham (urgent care) …'.
_BEFORE = re.compile(rf"((?:{_CAPITAL}/)?{_CAPITAL}(?:,? (?:(?:and|of|the|&|for|upon|on) )*{_CAPITAL}){{0,5}}) \($")
_BEFORE_MODEL = re.compile(rf"({_CAPITAL}(?: (?:(?:and|of|&|upon|on) )*{_CAPITAL}){{0,3}}) $")
_BEFORE_IN = re.compile(rf"({_CAPITAL}(?: (?:(?:and|of|&|for|to) )*{_CAPITAL}){{1,6}}) (?:in|at|across) (?:the )?$")
# 'The Same Day Access Service (SDAS)', 'Health Group (the trusts of two towns) alliance'.
_BRACKETED = re.compile(
    rf"\b({_CAPITAL}(?: (?:(?:and|of|&|for|in) )*{_CAPITAL}){{1,6}}) "
    rf"\((?:(?P<short>[A-Z]{{2,6}})\)|[^)]{{3,80}}\) (?:{_KINDS})\b)"
)
# A part that begins with a name and says what it is: 'Call for Care (navigation service) – one number …'.
_LEAD = re.compile(
    rf"^(?P<name>{_CAPITAL}(?:[ -](?:(?:and|of|the|&|for|to|with) )*{_CAPITAL}){{1,6}})"
    r"(?: \([^)]{3,60}\))? ?(?:–|—|\*|\(| - |: [a-z])"
)
# Names in quotes, and names written as one word with a capital inside.
_QUOTED = re.compile(
    rf"[‘“\"]({_CAPITAL}(?:,? (?:(?:and|of|to|a|for|the|at|in) )*{_CAPITAL}){{0,5}}),?[’”\"]|\b([A-Z][a-z]+[A-Z][a-z]+)\b"
)
_ITEM = re.compile(r"(?:^|\s)\d{1,2}\. ([A-Z][^.;:]{2,80}?)(?=\s\d{1,2}\. |[.;:]|$)")
FEWEST_ITEMS = 4
_OPENERS = frozenset(words("name openers"))
_TYPE = re.compile(r"(?: (?:MCP|PACS|EHCH|UEC|ACC|vanguard))+$")
# A name in capitals that acts: 'SAMPLE hopes to …'.
_ACTS = re.compile(
    r"^(?P<name>[A-Z]{4,}) (?:is|was|has|had|will|hopes|aims|plans|launched|began|started|brings?|covers)\b"
)
# A place that begins a sentence or an item is where what follows was done: 'In Sampleton, …', 'Sampleton: …'.
_BEGINS = re.compile(r"(?:^|[•*·–…] ?|[.;:…] )(?:(?:In|At|Across|For example,? in) (?:the )?)?$")
_SITED = re.compile(r",? (?:the|there|a|an|care|GP|local|multi\w*|nurs\w+|patients|staff|activity|teams?)\b|,|:| [–-] ")


class Sign(StrEnum):
    """What speaks for a name: a label before it, the type behind it, its place in a list, or only how it reads."""

    LABEL = "label"
    LISTED = "listed"
    CONTENTS = "contents"
    TYPED = "typed"
    SITE = "site"
    LEAD = "lead"
    READS = "reads"


@dataclass(frozen=True)
class Naming:
    """A name that may be a scheme's, its block's number, what speaks for it, and what it is called for short."""

    name: str
    block: int
    sign: Sign
    short: str = ""


def namings(passage: Passage) -> Iterator[Naming]:
    """Give the names of a passage that may be schemes'."""
    for sign, names in (
        (Sign.LABEL, filter(None, [label(passage)])),
        (Sign.CONTENTS, _contents(passage)),
        (Sign.LISTED, _listed(passage)),
        (Sign.TYPED, _with_model(passage)),
        (Sign.SITE, _sites(passage)),
        (Sign.LEAD, _leading(passage)),
        (Sign.LEAD, _of_a_place(passage)),
        (Sign.READS, _read(passage)),
    ):
        for name in map(tidied, names):
            if name and name not in WIDE and not _is_term(name, passage):
                yield Naming(name, passage.number, sign)
    yield from (naming for naming in _bracketed(passage) if not _is_term(naming.name, passage))


def _is_term(name: str, passage: Passage) -> bool:
    """A term of a vocabulary, such as a care model, is no name of a scheme however it is written."""
    return any(mention.term and mention.text.casefold() == name.casefold() for mention in passage.mentions)


def label(passage: Passage) -> str:
    """Give the name behind a label that begins a passage, as in 'Case study 2: Otherham Alliance'; empty without one."""
    found = _HEADED.match(passage.text)
    return tidied(found["name"]) if found else ""


def is_called_as_schemes_are(name: str) -> bool:
    """Tell whether a name of several words ends as names of schemes do: in Alliance, Partnership, Together."""
    return " " in name and bool(_ENDS.search(name))


def tidied(name: str) -> str:
    """Give a name without brackets, marks around it and words that are no part of it."""
    told = re.sub(r"\s*\([^)]*\)?", "", name).strip(" ,;:.–-*").removesuffix("’s").removesuffix("'s").split()
    while told and told[0].lower() in _OPENERS:
        told.pop(0)
    return " ".join(told)


def _listed(passage: Passage) -> Iterator[str]:
    """The items of a list of schemes, and the first cell of a row whose column is one of schemes or sites."""
    yield from _enumerated(passage)
    for told in _LISTS:
        for match in told.finditer(passage.text):
            yield from (_TYPE.sub("", item) for item in re.split(r", and |, | and ", match["list"]))
    block = passage.block
    if block.kind == BlockKind.ROW and not passage.start and pattern("scheme columns").search(block.head):
        first = _TYPE.sub("", tidied(block.text.partition(";")[0].replace("*", "")))
        yield from [first] * _is_written_as_name(first)


def _enumerated(passage: Passage) -> list[str]:
    """'There are nine vanguards: 1. Sampleton Way 2. Otherham …': each item of a numbered list in a line is a scheme."""
    if passage.start or not pattern("scheme words").search(passage.block.text.lower().replace("vanguards", "vanguard")):
        return []
    found = [tidied(match[1]) for match in _ITEM.finditer(passage.block.text)]
    named = [name for name in found if _is_written_as_name(name)]
    return named if len(named) >= FEWEST_ITEMS else []


def _is_written_as_name(text: str) -> bool:
    """Most of the longer words of a name begin with a capital; those of a sentence do not."""
    long = [word for word in text.split() if len(word) > len("with")]
    return bool(long) and 2 * sum(word[:1].isupper() for word in long) > len(long)


def _contents(passage: Passage) -> Iterator[str]:
    yield from (_to_its_noun(match["name"]) for match in _CONTENTS.finditer(passage.text))


def _to_its_noun(name: str) -> str:
    """What stands behind the noun or the bracket that ends a name belongs to what is said of it."""
    noun = re.search(any_of(words("scheme nouns")), name)
    return name[: noun.end()] if noun else name.partition(" (")[0]


def _with_model(passage: Passage) -> Iterator[str]:
    """'Sampleton (urgent care)', 'the Sampleton integrated care system'."""
    for mention in passage.mentions:
        before, after = passage.text[: mention.start], passage.text[mention.end : mention.end + 1]
        if mention.vocabulary == "care_models" and after == ")" and (found := _BEFORE.search(before)):
            yield found[1]
        elif mention.vocabulary == "care_models" and (found := _BEFORE_MODEL.search(before)):
            yield from (found[1] for _ in range(" " in found[1] or _is_place(found[1], passage)))


def _bracketed(passage: Passage) -> Iterator[Naming]:
    """'The Same Day Access Service (SDAS)', 'Better Care (Sampleton)'."""
    for match in _BRACKETED.finditer(passage.text):
        initials = "".join(word[0] for word in tidied(match[1]).split() if word[0].isupper())
        short = match["short"] or ""
        if not short or (short == initials and _ENDS.search(match[1]) and not match[1].endswith("Services")):
            yield Naming(tidied(match[1]), passage.number, Sign.TYPED, short)
    for mention in passage.mentions:
        found = _BEFORE.search(passage.text[: mention.start]) if mention.vocabulary == "place" else None
        if found and passage.text[mention.end : mention.end + 1] == ")":
            yield Naming(tidied(found[1]), passage.number, Sign.TYPED, mention.text)


def _is_place(name: str, passage: Passage) -> bool:
    return any(mention.vocabulary == "place" and mention.text == name for mention in passage.mentions)


def _sites(passage: Passage) -> Iterator[str]:
    for mention in passage.mentions:
        if (
            is_local(mention, passage)
            and mention.text[0].isupper()
            and _is_site(passage.text, mention.start, mention.end)
        ):
            yield mention.text


def _is_site(text: str, start: int, end: int) -> bool:
    """'The Harrogate integrated care system', 'contracts in Staffordshire', 'In Sampleton, nurses …'."""
    after = re.split(r"[.;,]", text[end : end + 60])[0]
    before = re.split(r"[.;,]", text[max(0, start - 40) : start])[-1]
    told = pattern("scheme words").search(after) or pattern("sited words").search(before)
    return bool(told or (_BEGINS.search(text[:start]) and _SITED.match(text, end)))


def _leading(passage: Passage) -> Iterator[str]:
    found = _LEAD.match(passage.text)
    if found and _ENDS.search(found["name"]):
        yield found["name"]
    acting = _ACTS.match(passage.text)
    if acting and not any(mention.start == 0 for mention in passage.mentions):
        yield acting["name"]


def _of_a_place(passage: Passage) -> Iterator[str]:
    """'The Better Together Programme in Sampleton'."""
    for mention in passage.mentions:
        before = _BEFORE_IN.search(passage.text[: mention.start]) if mention.vocabulary == "place" else None
        if before and _ENDS.search(before[1]):
            yield _PARTED.split(before[1])[-1]


def _read(passage: Passage) -> Iterator[str]:
    for match in _NAME.finditer(passage.text):
        names = map(tidied, _PARTED.split(match.group()))
        yield from (name for name in names if is_called_as_schemes_are(name))
    for match in (*_TYPED.finditer(passage.text), *_QUOTED.finditer(passage.text)):
        yield match[1] or match[2]
