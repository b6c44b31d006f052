"""Finds the units of a document: schemes that it names or labels, headings that begin one, and the study that it is itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ingest.draft.finding.evidence import Evidence
from ingest.draft.finding.namings import Sign, is_called_as_schemes_are, label, namings, tidied
from ingest.draft.finding.passages import Passage
from ingest.draft.finding.places import leading_place, named_places
from ingest.draft.finding.same_name import together
from ingest.draft.finding.words import words
from ingest.draft.reading.document import BlockKind, Document

_NO_SCHEME = re.compile(rf"(?:{'|'.join(words('no schemes'))})$")
_GENERIC = frozenset(words("generic"))
LEAST_TIMES = 2
STUDY = "finding"
MOST_SCHEMES = 60
LONGEST_NAME = 90
# In a text this short, in passages, a scheme may be named only once.
SHORT = 40
# Signs that make a name a scheme's wherever it stands.
_STRONG = frozenset({Sign.TYPED, Sign.LEAD})


@dataclass(frozen=True)
class Scheme:
    """A unit of a document: its name, its kind of entry, the numbers of the blocks that are its own, and its other names."""

    name: str
    kind: str
    blocks: frozenset[int]
    mentioned: frozenset[int]
    times: int
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the document calls it by."""
        return (self.name, *self.also)


@dataclass
class _Named:
    """What a document has of one name: the blocks that hold it, and what speaks for it."""

    blocks: set[int] = field(default_factory=set)
    signs: set[Sign] = field(default_factory=set)
    short: set[str] = field(default_factory=set)


def schemes(
    document: Document, passages: Sequence[Passage], evidence: Evidence, known: Sequence[str] = ()
) -> list[Scheme]:
    """Give the units of a document, the one that it is itself first; `known` names are units wherever they stand."""
    title = _title(document)
    kind = STUDY if evidence.is_study else "case-study"
    places = _places(passages, title)
    place = () if places == Places.SEVERAL or evidence.is_study else (leading_place(passages, [title]),)
    itself = Scheme(title, kind, frozenset(), frozenset(), 0, (*_own_names(document), *filter(None, place)))
    recognised = _recognised(passages, known)
    named = _named(passages, recognised)
    headed = dict(_headings(passages))
    by_times = sorted(
        named, key=lambda name: (Sign.LABEL not in named[name].signs, -len(named[name].blocks), -len(name))
    )
    chosen = [
        name
        for name in by_times
        if name in recognised or _is_scheme(name, named[name], headed, len(passages) < SHORT, places)
    ]
    groups = together(chosen, {name: named[name].short for name in chosen})[:MOST_SCHEMES]
    found = [_scheme(group, named, headed, passages, title) for group in groups if group[0] not in place]
    found.sort(key=lambda scheme: min(scheme.mentioned, default=0))
    return _with_subject(itself, found)


def _with_subject(itself: Scheme, found: list[Scheme]) -> list[Scheme]:
    """A document with one scheme in its title is about that scheme: both are one unit; a study is of all in its title."""
    titled = {
        scheme: next(filter(None, (_printed(name, itself.name) for name in scheme.names)), "") for scheme in found
    }
    named = [name for name in titled.values() if name]
    if itself.kind == STUDY:
        studied = tuple(name for scheme in found if titled[scheme] for name in scheme.names)
        return [replace(itself, also=(*itself.also, *studied)), *(scheme for scheme in found if not titled[scheme])]
    whole = [scheme for scheme, name in titled.items() if name and all(other in name for other in named)]
    if len(whole) != 1:
        return [itself, *found]
    (subject,) = whole
    also = tuple(dict.fromkeys((*subject.also, itself.name, *itself.also)))
    return [replace(subject, also=also, blocks=frozenset()), *(scheme for scheme in found if scheme != subject)]


def _printed(name: str, title: str) -> str:
    found = re.search(rf"\b{re.escape(name)}(?!\w)", title)
    return found.group() if found else ""


def _scheme(
    group: Sequence[str],
    named: Mapping[str, _Named],
    headed: Mapping[str, list[int]],
    passages: Sequence[Passage],
    title: str,
) -> Scheme:
    name, *also = group
    own = frozenset(block for one in group for block in headed.get(one, ()))
    blocks = frozenset(block for one in group if one in named for block in named[one].blocks)
    return Scheme(name, _kind(name, passages, blocks, title), own, blocks, len(blocks), tuple(also))


def _named(passages: Sequence[Passage], recognised: Mapping[str, set[int]]) -> dict[str, _Named]:
    found: dict[str, _Named] = {name: _Named(set(blocks)) for name, blocks in recognised.items()}
    for naming in (naming for passage in passages for naming in namings(passage)):
        one = found.setdefault(naming.name, _Named())
        one.blocks.add(naming.block)
        one.signs.add(naming.sign)
        one.short |= {naming.short} - {""}
    return {name: one for name, one in found.items() if not _runs_on(name, one, found)}


def _runs_on(name: str, one: _Named, found: Mapping[str, _Named]) -> bool:
    """In a list of contents nothing tells where a name ends; where the document has it elsewhere, that counts."""
    return one.signs == {Sign.CONTENTS} and any(name.startswith(f"{other} ") for other in found)


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


def _own_names(document: Document) -> tuple[str, ...]:
    """Give the publisher or author that is called as a scheme is: the document is that scheme's own."""
    who = dict.fromkeys(tidied(name) for name in (*document.about.authors, document.about.publisher) if ";" not in name)
    return tuple(name for name in who if is_called_as_schemes_are(name) and not _NO_SCHEME.match(name))


class Places(StrEnum):
    """Of how many places a document tells: then a place stands for what was done there, or is part of the one it is about."""

    SEVERAL = "several"
    ONE = "one"
    UNKNOWN = "unknown"


def _places(passages: Sequence[Passage], title: str) -> Places:
    named = [place for passage in passages for place in named_places(passage)]
    leading = leading_place(passages, [title])
    if leading and leading in title:
        return Places.ONE
    return Places.SEVERAL if len(set(named)) > 1 and 2 * named.count(leading) <= len(named) else Places.UNKNOWN


def _headings(passages: Sequence[Passage]) -> Iterator[tuple[str, list[int]]]:
    """A heading that names a scheme owns the blocks up to the next heading of its level; so does a slide's first line."""
    starts = [passage for passage in passages if passage.start == 0]
    for index, passage in enumerate(starts):
        labelled = label(passage)
        if not (labelled or passage.block.kind == BlockKind.HEADING):
            continue
        end = next(
            (later.number for later in starts[index + 1 :] if _ends_part(passage, later, bool(labelled))),
            passages[-1].number + 1,
        )
        yield labelled or tidied(passage.text), list(range(passage.number, end))


def _ends_part(passage: Passage, later: Passage, labelled: bool) -> bool:
    if passage.block.kind == BlockKind.HEADING:
        return later.block.kind == BlockKind.HEADING and later.block.level <= passage.block.level
    return later.block.part != passage.block.part or (labelled and bool(label(later)))


def _is_scheme(name: str, named: _Named, headed: Mapping[str, list[int]], short: bool, places: Places) -> bool:
    own = [word for word in re.findall(r"[\w'’-]+", name) if word.lower() not in _GENERIC]
    if not own or len(name) > LONGEST_NAME:
        return False
    if named.signs & {Sign.LABEL, Sign.LISTED, Sign.CONTENTS}:
        return True
    if _NO_SCHEME.match(name) or (name.isupper() and len(own) == 1 and not named.signs & _STRONG):
        return False
    if named.signs & _STRONG:
        return True
    if Sign.SITE in named.signs and places != Places.UNKNOWN:
        return places == Places.SEVERAL
    return len(named.blocks) >= LEAST_TIMES or name in headed or short


def _kind(name: str, passages: Sequence[Passage], blocks: frozenset[int], title: str) -> str:
    """A vanguard is called one beside its name, or has its type there in a document about vanguards."""
    inside = [passage for passage in passages if passage.number in blocks and name in passage.text]
    around = " ".join(f"{passage.text} {passage.block.head}" for passage in inside)
    told = re.search(r"\bvanguards?\b", f"{around} {title}", re.IGNORECASE)
    if told and re.search(r"\b(?:[Vv]anguard|MCP|PACS|EHCH|UEC)\b", name + around):
        return "vanguard"
    return "programme" if re.search(r"\b(?:Programme|Fund|Initiative)\b", name) else "case-study"
