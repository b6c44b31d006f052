"""One figure told in several places is one fact with all of them, in one unit of the document and across units."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.draft.finding.facts import Fact, FactKind, Spot
from ingest.draft.finding.passages import Passage

# A summary repeats a chapter's words: so many longer words in common, apart from the number, make it the same figure.
LEAST_COMMON = 3
SHORTEST_WORD = 5
# A number of so many digits is hardly anything else by chance.
MANY_DIGITS = 3
_BESIDE = ("comparator", "interval", "period", "measure")


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """Give the facts of one unit, those that say the same as one with all places."""
    kept: list[Fact] = []
    by_key: dict[tuple[object, ...], list[int]] = {}
    for fact in facts:
        alike = by_key.setdefault(_key(fact), [])
        place = next((index for index in alike if _agree(kept[index], fact)), None)
        if place is None:
            alike.append(len(kept))
            kept.append(fact)
        else:
            kept[place] = _with_places(kept[place], fact)
    return kept


def told_once(units: Sequence[Sequence[Fact]], passages: Sequence[Passage]) -> list[list[Fact]]:
    """Give the facts of units, the document's own first; what it tells of a unit without its name is that unit's.

    A summary says "admissions fell by 12%", the chapter on one scheme says so of that scheme: one fact with two places.
    """
    texts = _texts(passages)
    own, *named = ([*unit] for unit in units)
    kept: list[Fact] = []
    for fact in own:
        places = [
            (unit, index)
            for unit, facts in enumerate(named)
            for index, other in enumerate(facts)
            if _is_same(fact, other, texts)
        ]
        if len(places) == 1:
            (unit, index) = places[0]
            named[unit][index] = _with_places(named[unit][index], fact)
        else:
            kept.append(fact)
    return [kept, *named]


def _texts(passages: Sequence[Passage]) -> dict[int, str]:
    """Give the text of each block by its number."""
    return {passage.number: passage.block.text for passage in passages}


def _is_same(fact: Fact, other: Fact, texts: dict[int, str]) -> bool:
    if fact.kind == FactKind.LESSON or not fact.numbers or _key(fact) != _key(other) or not _agree(fact, other):
        return False
    long = max(len(number.strip("0").replace(".", "")) for number in fact.numbers) >= MANY_DIGITS
    one, two = (_words(texts[told.spots[0].block]) for told in (fact, other))
    return long or fact.kind == FactKind.IMPACT or len(one & two) >= LEAST_COMMON


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= SHORTEST_WORD}


def _agree(first: Fact, more: Fact) -> bool:
    """What stands beside a number in one place may be missing in the other, but not differ."""
    return all(
        first.fields[name] == more.fields[name] for name in _BESIDE if name in first.fields and name in more.fields
    )


def _with_places(first: Fact, more: Fact) -> Fact:
    """The fuller of two facts with the places of both, in their order, as sure as the surer."""
    told = first if len(first.fields) >= len(more.fields) else more
    return replace(told, spots=_places(first.spots, more.spots), score=max(first.score, more.score))


def _places(first: tuple[Spot, ...], more: tuple[Spot, ...]) -> tuple[Spot, ...]:
    return tuple(sorted({*first, *more}, key=lambda spot: (spot.block, spot.start)))


def _key(fact: Fact) -> tuple[object, ...]:
    """What makes two facts the same: what they say, without where and without what they compare with."""
    if fact.kind == FactKind.LESSON:
        return (fact.kind, fact.spots)
    if fact.kind == FactKind.IMPACT:
        told = ("outcome", "direction", "basis", "value", "value_to", "from", "to")
        return (fact.kind, fact.unit, *(str(fact.fields.get(name)) for name in told))
    names = ("date", "what", "email", "unit", "counts")
    return (fact.kind, fact.numbers, *(str(fact.fields.get(name)) for name in names))
