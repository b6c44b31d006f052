"""Finds organisations and places by name and by the shape of their names."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from ingest.tag.knowledge import knowledge, listed, plain
from ingest.tag.mention import Span

CAPITAL = r"(?:St\.?|[A-Z][\w'-]*)"
JOINED = rf"(?:,? (?:and |& |of |the |upon |on |in |for )*{CAPITAL})"
COMPANY = re.compile(r"\b(?:CIC|Ltd|Limited|LLP|plc)$")
STRONG = re.compile(r"\b(?:NHS|CCGs?|Groups?|Council|Hospitals?|Ltd|Limited|Board|University)\b")
INSIDE = re.compile(r"(?:^|[.!?:;] |[\"“])$")
CLAIMS = re.compile(
    r"(?:,| and | said| says| published| found| asked| has| had| is | was | reported| wrote| advised|'s | will| would"
    r"| took| ran| held| holds| won| pulled| received| became| manages| subcontract| helped| ended| concluded)"
)


def names(doc: Doc, people: list[Span]) -> Iterator[Span]:
    """Give organisations and places, apart from places that are part of a person's name."""
    text = plain(doc.text)
    yield from _known(text)
    yield from _shaped(text)
    yield from _health_service(doc)
    for place in _places(text):
        if not any(p.start <= place.start and place.end <= p.end and p.length > place.length for p in people):
            yield place


def _known(text: str) -> Iterator[Span]:
    doubtful = set(knowledge("organisations")["ambiguous"])
    for match in _organisations().finditer(text):
        if match.group() not in doubtful or _is_name(text, match):
            yield Span(match.start(), match.end(), "organisation", None, "gazetteer")


def _is_name(text: str, match: re.Match[str]) -> bool:
    """A capital inside a sentence makes a name; at its beginning only what follows can tell."""
    return not INSIDE.search(text[: match.start()]) or bool(CLAIMS.match(text, match.end()))


def _shaped(text: str) -> Iterator[Span]:
    for match in _endings().finditer(text):
        start = _after_openers(text, match.start(), match.end())
        start = _after_known(text, start, match.start("ending"))
        start = _after_comma(text, start, match.start("ending"))
        start = max([start, *(m.start() for m in _organisations().finditer(text, start) if m.end() == match.end())])
        name = text[start : match.end()]
        named = _says_who(text[start : match.start("ending")]) or COMPANY.search(name)
        if named and (STRONG.search(name) or not names_something_else(name)):
            yield Span(start, match.end(), "organisation", None, "shape")
    for match in _beginnings().finditer(text):
        yield Span(match.start(), match.end(), "organisation", None, "shape")


def _after_openers(text: str, start: int, end: int) -> int:
    """Leave out words that begin the sentence and are no part of the name."""
    openers = set(knowledge("organisations")["openers"])
    while True:
        word = re.match(r"([\w']+),? (?:the |The |and )*", text[start:end])
        if not word or word.group(1) not in openers:
            return start
        start += word.end()


def _after_known(text: str, start: int, end: int) -> int:
    """Leave out another organisation that stands before this one: 'Monitor and Dudley CCG'."""
    for match in _organisations().finditer(text, start, end):
        rest = re.match(r",? (?:and |& |the )+|, ", text[match.end() :])
        if match.start() == start and rest and match.end() + rest.end() < end:
            return match.end() + rest.end()
    others = list(re.finditer(rf"(?:{_ending_words()}),? and (?:the )?", text[start:end]))
    return start + others[-1].end() if others else start


def _after_comma(text: str, start: int, end: int) -> int:
    """'Tees, Esk and Wear Valleys' is one name; in 'in Kent, Surrey County Council' the comma ends something else."""
    comma = text.rfind(",", start, end)
    return comma + 2 if comma >= 0 and " and " not in text[comma:end] else start


def _says_who(words: str) -> bool:
    generic = set(knowledge("organisations")["generic"])
    return any(word.lower() not in generic for word in re.findall(r"[\w'.-]+", words))


def names_something_else(words: str) -> bool:
    """Tell whether a word in a name shows that it is no organisation: a plan, a law, a team."""
    return any(re.search(rf"\b{part}\b", words) for part in knowledge("organisations")["no_part_of_a_name"])


def _health_service(doc: Doc) -> Iterator[Span]:
    """'The NHS' is an organisation where no noun follows that it only describes."""
    for token in doc[:-1]:
        follower = token.nbor(1)
        alone = follower.tag_[:2] not in {"NN", "JJ", "CD", "VB"} or follower.tag_ in {"VBD", "VBZ"}
        if token.text == "NHS" and token.i and token.nbor(-1).lower_ == "the" and alone:
            yield Span(token.idx, token.idx + 3, "organisation", None, "gazetteer")


def _places(text: str) -> Iterator[Span]:
    doubtful = set(knowledge("places")["ambiguous"])
    for match in _place_names().finditer(text):
        if match.group() not in doubtful or not INSIDE.search(text[: match.start()]):
            yield Span(match.start(), match.end(), "place", None, "gazetteer")


@cache
def _organisations() -> re.Pattern[str]:
    return _any_of([*listed("organisations", "names"), *knowledge("organisations")["ambiguous"]])


def _any_of(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _ending_words() -> str:
    return "|".join(map(re.escape, listed("organisations", "endings")))


@cache
def _endings() -> re.Pattern[str]:
    ending = f"(?:{_ending_words()})"
    return re.compile(rf"(?<![\w'-])(?:NHS )?{CAPITAL}{JOINED}{{0,6}}? (?P<ending>{ending}(?: {ending})*)(?![\w-])")


@cache
def _beginnings() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(knowledge("organisations")["beginnings"], key=len, reverse=True)))
    return re.compile(
        rf"(?<![\w'-])(?:{words}) (?:the )?{CAPITAL}(?:(?: and| &| of| upon)? (?!NHS\b){CAPITAL}){{0,3}}"
        r"(?: NHS(?: Foundation)? Trust)?"
    )


@cache
def _place_names() -> re.Pattern[str]:
    directions = "|".join(map(re.escape, sorted(knowledge("places")["directions"], key=len, reverse=True)))
    known = [name for name in listed("places", "names") if not name.startswith("the ")]
    words = "|".join(map(re.escape, sorted([*known, *knowledge("places")["ambiguous"]], key=lambda w: (-len(w), w))))
    joined = r"[A-Z][a-z]+-(?:in|on|upon|under|le|super|by)-(?:the-)?[A-Z][a-z]+"
    return re.compile(rf"(?<![\w'-])(?:(?:(?:{directions})[ -])?(?:{words})|{joined})(?![\w-])")
