"""Finds the units of a document: named schemes, headings that begin one, and the study that it is itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.draft.finding.evidence import Evidence
from ingest.draft.finding.passages import Passage
from ingest.draft.finding.words import any_of, pattern, words
from ingest.draft.reading.document import BlockKind, Document

_CAPITAL = r"(?:[A-Z][\w'’&+-]*|[A-Z]{2,})"
_NAME = re.compile(rf"\b{_CAPITAL}(?:,? (?:(?:and|of|the|&|for|in|at|to|with|on) )*{_CAPITAL}){{0,6}}")
_ENDS = re.compile(any_of(words("scheme nouns")) + "$")
_HEADED = re.compile(
    r"^(?:case study|vanguard|example|site|pilot|scheme|project)\s*\d*\s*[:–-]\s*(?P<name>[^:]{3,80}?)"
    r"(?= (?:Purpose|Background|Aim|Summary|Overview)\b|[.;:]|$)",
    re.IGNORECASE,
)
_TYPED = re.compile(
    rf"\b({_CAPITAL}(?:,? (?:(?:and|of|the|&|upon|on) )*{_CAPITAL}){{0,4}}) \(?(?:MCP|PACS|EHCH|UEC|ACC)\)?(?![A-Za-z])"
    rf"|\b({_CAPITAL}(?: (?:(?:and|of|the|&) )*{_CAPITAL}){{0,3}}) (?:vanguard|pilot|site|model)\b"
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
WIDE = frozenset(
    {"England", "UK", "the UK", "United Kingdom", "Britain", "Europe", "London", "Scotland", "Wales", "US", "USA"}
)
_ITEM = re.compile(r"(?:^|\s)\d{1,2}\. ([A-Z][^.;:]{2,80}?)(?=\s\d{1,2}\. |[.;:]|$)")
FEWEST_ITEMS = 4
_NO_SCHEME = re.compile(rf"(?:{'|'.join(words('no schemes'))})$")
_GENERIC = frozenset(words("generic"))
LEAST_TIMES = 2
MOST_SCHEMES = 60


@dataclass(frozen=True)
class Scheme:
    """A unit of a document: its name, its kind of entry, and the numbers of the blocks that are its own."""

    name: str
    kind: str
    blocks: frozenset[int]
    mentioned: frozenset[int]
    times: int


def schemes(
    document: Document, passages: Sequence[Passage], evidence: Evidence, known: Sequence[str] = ()
) -> list[Scheme]:
    """Give the units of a document, the one that it is itself first; `known` names are units wherever they stand."""
    itself = Scheme(_title(document), "finding" if evidence.is_study else "case-study", frozenset(), frozenset(), 0)
    named: dict[str, set[int]] = {}
    for name, block in _names(passages):
        named.setdefault(name, set()).add(block)
    recognised = _recognised(passages, known)
    for name, blocks in recognised.items():
        named.setdefault(name, set()).update(blocks)
    headed = dict(_headings(passages))
    counted = Counter({name: len(blocks) for name, blocks in named.items()})
    chosen = [
        name for name, times in counted.most_common() if name in recognised or _is_scheme(name, times, headed, passages)
    ]
    kept = _without_parts(chosen)[:MOST_SCHEMES]
    found = [
        Scheme(
            name,
            _kind(name, passages, named[name]),
            frozenset(headed.get(name, ())),
            frozenset(named[name]),
            counted[name],
        )
        for name in kept
    ]
    return [itself, *found]


def _recognised(passages: Sequence[Passage], known: Sequence[str]) -> dict[str, set[int]]:
    """Give known names as the document prints them; one word alone, which may be a place, must stand twice."""
    found: dict[str, set[int]] = {}
    for name in known:
        printed = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        places = [(match.group(), passage.number) for passage in passages if (match := printed.search(passage.text))]
        if len(places) >= (1 if " " in name else LEAST_TIMES) and places[0][0][:1].isupper():
            found[places[0][0]] = {number for _, number in places}
    return found


def _title(document: Document) -> str:
    if document.about.title:
        return document.about.title
    headings = [block.text for block in document.blocks if block.kind == BlockKind.HEADING]
    told = [t for t in (*headings[:5], document.blocks[0].text) if len(t.split()) >= 4 and not t.endswith(":")]
    return " ".join((told or [document.blocks[0].text])[0].split()[:16])


def _names(passages: Iterable[Passage]) -> Iterator[tuple[str, int]]:
    for passage in passages:
        if headed := _HEADED.match(passage.text):
            yield _tidied(headed["name"]), passage.number
        if lead := _LEAD.match(passage.text):
            yield _tidied(lead["name"]), passage.number
        for match in _NAME.finditer(passage.text):
            name = _tidied(match.group())
            if _ENDS.search(name) and len(name.split()) > 1:
                yield name, passage.number
        for match in _TYPED.finditer(passage.text):
            yield _tidied(match[1] or match[2]), passage.number
        for match in _QUOTED.finditer(passage.text):
            yield _tidied(match[1] or match[2]), passage.number
        yield from _places(passage)
        yield from ((name, passage.number) for name in _enumerated(passage))


def _enumerated(passage: Passage) -> list[str]:
    """'There are nine vanguards: 1. Sampleton Way 2. Otherham …': each item of a numbered list in a line is a scheme."""
    if passage.start or not pattern("scheme words").search(passage.block.text.lower().replace("vanguards", "vanguard")):
        return []
    found = [_tidied(match[1]) for match in _ITEM.finditer(passage.block.text)]
    return found if len(found) >= FEWEST_ITEMS else []


def _places(passage: Passage) -> Iterator[tuple[str, int]]:
    """'The Harrogate integrated care system', 'contracts in Staffordshire': a place whose scheme is told of."""
    for mention in passage.mentions:
        if mention.vocabulary == "place" and mention.text not in WIDE:
            after = re.split(r"[.;,]", passage.text[mention.end : mention.end + 60])[0]
            before = re.split(r"[.;,]", passage.text[max(0, mention.start - 40) : mention.start])[-1]
            if pattern("scheme words").search(after) or re.search(
                r"\b(?:contracts?|pilots?|vanguards?|schemes?|programmes?|projects?) in $", before
            ):
                yield mention.text, passage.number


def _tidied(name: str) -> str:
    words = re.sub(r"\s*\([^)]*\)?$", "", name).strip(" ,;:.–-").split()
    while words and words[0].lower() in {
        "the",
        "a",
        "an",
        "our",
        "this",
        "in",
        "at",
        "and",
        "for",
        "both",
        "all",
        "as",
    }:
        words.pop(0)
    return " ".join(words)


def _headings(passages: Sequence[Passage]) -> Iterator[tuple[str, list[int]]]:
    """A heading that names a scheme owns the blocks up to the next heading of its level; so does a slide's first line."""
    starts = [passage for passage in passages if passage.start == 0]
    for index, passage in enumerate(starts):
        headed = _HEADED.match(passage.text)
        is_heading = passage.block.kind == BlockKind.HEADING
        if not (headed or is_heading):
            continue
        name = _tidied(headed["name"]) if headed else _tidied(passage.text)
        end = next(
            (later.number for later in starts[index + 1 :] if _ends_part(passage, later, bool(headed))),
            passages[-1].number + 1,
        )
        yield name, list(range(passage.number, end))


def _ends_part(passage: Passage, later: Passage, headed: bool) -> bool:
    if passage.block.kind == BlockKind.HEADING:
        return later.block.kind == BlockKind.HEADING and later.block.level <= passage.block.level
    return later.block.part != passage.block.part or (headed and bool(_HEADED.match(later.text)))


def _is_scheme(name: str, times: int, headed: dict[str, list[int]], passages: Sequence[Passage]) -> bool:
    words = [word for word in re.findall(r"[\w'’-]+", name) if word.lower() not in _GENERIC]
    if not words or len(name) > LONGEST_NAME:
        return False
    if any((match := _HEADED.match(passage.text)) and _tidied(match["name"]) == name for passage in passages):
        return True
    if any(name in _enumerated(passage) for passage in passages):
        return True
    if _NO_SCHEME.match(name) or (name.isupper() and len(words) == 1):
        return False
    led = any((lead := _LEAD.match(passage.text)) and _tidied(lead["name"]) == name for passage in passages)
    return times >= LEAST_TIMES or name in headed or led or len(passages) < SHORT


LONGEST_NAME = 90
# In a text this short, in passages, a scheme may be named only once.
SHORT = 40


def _without_parts(names: list[str]) -> list[str]:
    """Leave out a name that is part of a longer one which stands as often."""
    kept: list[str] = []
    for name in names:
        if not any(name != other and re.search(rf"\b{re.escape(name)}\b", other) for other in kept):
            kept.append(name)
    return kept


def _kind(name: str, passages: Sequence[Passage], blocks: set[int]) -> str:
    around = " ".join(passage.text for passage in passages if passage.number in blocks and name in passage.text)
    if re.search(r"\bvanguards?\b", around, re.IGNORECASE) and re.search(r"\b(?:vanguard|MCP|PACS)\b", name + around):
        return "vanguard"
    return "programme" if re.search(r"\b(?:Programme|Fund|Initiative)\b", name) else "case-study"
