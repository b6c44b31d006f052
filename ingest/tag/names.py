"""Finds organisations and places by name and by the shape of their names."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from ingest.tag.knowledge import plain
from ingest.tag.lists import Lists, listed
from ingest.tag.mention import Span

COMPANY = re.compile(r"\b(?:CIC|Ltd|Limited|LLP|plc)$")
INSIDE = re.compile(r"(?:^|[.!?:;] |[\"“])$")
CLAIMS = re.compile(
    r"(?:,| and | said| says| published| found| asked| has| had| is | was | reported| wrote| advised|'s | will| would"
    r"| took| ran| held| holds| won| pulled| received| became| manages| subcontract| helped| ended| concluded)"
)


def names(doc: Doc, people: list[Span], lists: Lists) -> Iterator[Span]:
    """Give organisations and places, apart from places that are part of a person's name."""
    text = plain(doc.text)
    yield from _known(text, lists)
    yield from _shaped(text, lists)
    yield from _with_article(doc, lists)
    for place in _places(text, lists):
        if not any(p.start <= place.start and place.end <= p.end and p.length > place.length for p in people):
            yield place


def _known(text: str, lists: Lists) -> Iterator[Span]:
    doubtful = set(lists.tagging.organisations.ambiguous)
    for match in lists.organisations.finditer(text):
        if match.group() not in doubtful or _is_name(text, match):
            yield Span(match.start(), match.end(), "organisation", None, "gazetteer")


def _is_name(text: str, match: re.Match[str]) -> bool:
    """A capital inside a sentence makes a name; at its beginning only what follows can tell."""
    return not INSIDE.search(text[: match.start()]) or bool(CLAIMS.match(text, match.end()))


def _shaped(text: str, lists: Lists) -> Iterator[Span]:
    for match in lists.endings.finditer(text):
        start = _after_openers(text, match.start(), match.end(), lists)
        start = _after_known(text, start, match.start("ending"), lists)
        start = _after_comma(text, start, match.start("ending"))
        start = max([start, *(m.start() for m in lists.organisations.finditer(text, start) if m.end() == match.end())])
        name = text[start : match.end()]
        named = _says_who(text[start : match.start("ending")], lists) or COMPANY.search(name)
        if named and (lists.strong.search(name) or not lists.something_else.search(name)):
            yield Span(start, match.end(), "organisation", None, "shape")
    for match in lists.beginnings.finditer(text):
        yield Span(match.start(), match.end(), "organisation", None, "shape")


def _after_openers(text: str, start: int, end: int, lists: Lists) -> int:
    """Leave out words that begin the sentence and are no part of the name."""
    openers = set(listed(lists.tagging.organisations.openers))
    while True:
        word = re.match(r"([\w']+),? (?:the |The |and )*", text[start:end])
        if not word or word.group(1) not in openers:
            return start
        start += word.end()


def _after_known(text: str, start: int, end: int, lists: Lists) -> int:
    """Leave out another organisation that stands before this one: 'Monitor and Dudley CCG'."""
    for match in lists.organisations.finditer(text, start, end):
        rest = re.match(r",? (?:and |& |the )+|, ", text[match.end() :])
        if match.start() == start and rest and match.end() + rest.end() < end:
            return match.end() + rest.end()
    others = list(re.finditer(rf"(?:{lists.ending_words}),? and (?:the )?", text[start:end]))
    return start + others[-1].end() if others else start


def _after_comma(text: str, start: int, end: int) -> int:
    """'Tees, Esk and Wear Valleys' is one name; in 'in Kent, Surrey County Council' the comma ends something else."""
    comma = text.rfind(",", start, end)
    return comma + 2 if comma >= 0 and " and " not in text[comma:end] else start


def _says_who(words: str, lists: Lists) -> bool:
    generic = set(listed(lists.tagging.organisations.generic))
    return any(word.lower() not in generic for word in re.findall(r"[\w'.-]+", words))


def _with_article(doc: Doc, lists: Lists) -> Iterator[Span]:
    """'The NHS' is an organisation where no noun follows that it only describes."""
    named = set(lists.tagging.organisations.with_article)
    for token in doc[:-1]:
        follower = token.nbor(1)
        alone = follower.tag_[:2] not in {"NN", "JJ", "CD", "VB"} or follower.tag_ in {"VBD", "VBZ"}
        if token.text in named and token.i and token.nbor(-1).lower_ == "the" and alone:
            yield Span(token.idx, token.idx + len(token), "organisation", None, "gazetteer")


def _places(text: str, lists: Lists) -> Iterator[Span]:
    doubtful = set(lists.tagging.places.ambiguous)
    for match in lists.places.finditer(text):
        if match.group() not in doubtful or not INSIDE.search(text[: match.start()]):
            yield Span(match.start(), match.end(), "place", None, "gazetteer")
