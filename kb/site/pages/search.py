"""The search page: filters with counts, hits with reasons, and the same as JSON."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from datasette import Response

from kb.model.base import BaseFile, FilterWords
from kb.published import wording
from kb.published.hit_facts import with_hit_facts
from kb.published.reading import reading_of
from kb.published.records import EntryRecord, read_entries
from kb.search.answer import Drop, Hit, SearchAnswer, ShownPassage
from kb.search.engine import Search
from kb.search.query import MAX_CHARACTERS
from kb.search.request import SORTS, read_token, write_token
from kb.site.area import Closeness, Pairs, closeness
from kb.site.pages.card import card
from kb.site.searching import answer, engine_of
from kb.site.visit import Visit

NUMBERS = {
    "min_strength": "Strength at least",
    "population_min": "Population at least",
    "population_max": "Population at most",
}
SORT_LABELS = {
    "relevance": "Best match",
    "strength": "Strongest evidence",
    "date": "Newest",
    "title": "Title",
}
PASSAGES = {
    "summary": "summary",
    "impacts": "impacts",
    "lessons": "lessons",
    "contract": "contract",
    "population": "population",
    "populations": "population",
    "figures": "figures",
    "milestones": "steps and dates",
    "contacts": "contacts",
    "not_stated": "what is not stated",
}
LONG = 800
# The values of a filter that stand beside the hits, the most frequent first; a page of their own has all.
MOST_VALUES = 16
# What fits into a page of 100 kB; `size` asks programs' answers for more.
MOST_ON_PAGE = 30


@dataclass(frozen=True)
class Option:
    """One value of a filter, with the number of hits that have it."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Group:
    """One filter with its values."""

    name: str
    label: str
    options: tuple[Option, ...]
    is_open: bool
    all: int
    """How many values it has among the hits."""

    @property
    def chosen(self) -> int:
        """Give how many values are chosen."""
        return sum(option.checked for option in self.options)


@dataclass(frozen=True)
class Chip:
    """An active filter and the address of the search without it."""

    label: str
    address: str


@dataclass(frozen=True)
class Excerpt:
    """A passage of a hit as safe HTML, the part of the entry that it comes from, and how far its source was read."""

    html: str
    field: str
    reading: str
    """Empty where the whole of it was."""

    @classmethod
    def of(cls, passage: ShownPassage, entry: EntryRecord) -> "Excerpt":
        """Describe a passage of an entry."""
        name = passage.field.split(".")[0]
        return cls(passage.html, PASSAGES.get(name, name.replace("_", " ")), reading_of(entry, name, passage.text))


@dataclass(frozen=True)
class Shown:
    """A hit with the entry behind it and how close it is to the reader's area."""

    hit: Hit
    entry: EntryRecord
    closeness: tuple[Closeness, ...]

    @property
    def passages(self) -> tuple["Excerpt", ...]:
        """Give the passages that show why it was found, the best first."""
        found = (self.hit.why.passage, *self.hit.why.also)
        return tuple(Excerpt.of(passage, self.entry) for passage in found if passage)


async def search(visit: Visit) -> Response:
    """Answer a search, as a page or as JSON."""
    engine = await engine_of(visit.site)
    request = engine.request(visit.pairs)
    if not visit.wants_json:
        request = replace(request, size=min(request.size, MOST_ON_PAGE))
    found = await answer(visit.site, request)
    above = await card(visit, engine, found.request.q) if found.request.next is None else None
    shown = await _shown(visit, found) if visit.area or not visit.wants_json else ()
    if visit.wants_json:
        body = await visit.site.read(with_hit_facts, found.as_json())
        return visit.json({**_with_closeness(body, shown), "card": above and above.as_json()})
    return await visit.page("search.html", {**_context(visit, engine, found, shown), "card": above})


async def _shown(visit: Visit, found: SearchAnswer) -> tuple[Shown, ...]:
    entries = await visit.site.read(read_entries, [hit.slug for hit in found.results])
    by_slug = {entry.slug: entry for entry in entries}
    labels = visit.site.labels
    return tuple(
        Shown(hit, by_slug[hit.slug], closeness(visit.area, by_slug[hit.slug], labels)) for hit in found.results
    )


def _with_closeness(body: dict[str, Any], shown: tuple[Shown, ...]) -> dict[str, Any]:
    """Add to each hit how close it is to the area that the reader names, where one is named."""
    for result, one in zip(body["results"], shown, strict=False):
        result["closeness"] = [{"level": close.level, "text": close.text} for close in one.closeness]
    return body


def _context(visit: Visit, engine: Search, found: SearchAnswer, shown: tuple[Shown, ...]) -> dict[str, object]:
    pairs = clean(visit.pairs)
    first = tuple(pair for pair in pairs if pair[0] != "next")
    link = visit.site.link
    return {
        "found": found,
        "shown": shown,
        "groups": _groups(engine, found, visit.site.base),
        "chips": chips_of(visit, engine, first, "/search"),
        "drops": [
            (_drop_label(drop, visit.site.base), drop.total, _without(first, drop.filters))
            for drop in found.interpretation.drop_filter
        ],
        "q": found.request.q[:MAX_CHARACTERS],
        "is_long": is_long(first),
        "pairs": first,
        "unsorted": tuple(pair for pair in first if pair[0] != "sort"),
        "first_page": len(first) == len(pairs),
        **_paging(found),
        "sorts": [(name, SORT_LABELS[name]) for name in SORTS],
        "address": visit.site.datasette.absolute_url(visit.request, link("/search", first)),
        "strengths": [(n, f"{n} of 5 ({wording.strength(n)})") for n in range(1, 6)],
    }


def _paging(found: SearchAnswer) -> dict[str, object]:
    """Give the number of this page, of all pages, and the token of the page before; None where that is the first."""
    size, offset = found.request.size, read_token(found.request.next, found.data_version)
    before = offset - size
    return {
        "page_number": offset // size + 1,
        "page_count": max(1, -(-found.total // size)),
        "previous": write_token(before, found.data_version) if before > 0 else None,
    }


def clean(pairs: Pairs) -> Pairs:
    """Leave out parameters that a form sent empty, and what the search does not read of a text, to keep links short."""
    defaults = {("sort", "relevance"), ("mode", "hybrid"), ("expand", "1")}
    stated = ((name, value.strip()[:MAX_CHARACTERS]) for name, value in pairs if value.strip())
    return tuple(pair for pair in stated if pair not in defaults)


def is_long(pairs: Pairs) -> bool:
    """Tell whether an address with these parameters is too long to stand in every link of a page."""
    return len(urlencode(pairs)) > LONG


def _groups(engine: Search, found: SearchAnswer, base: BaseFile) -> tuple[Group, ...]:
    return tuple(_group(words, engine, found) for words in base.filters)


def _group(words: FilterWords, engine: Search, found: SearchAnswer) -> Group:
    options = options_of(words.name, engine, found)
    few = tuple(one for number, one in enumerate(options) if one.checked or number < MOST_VALUES)
    return Group(words.name, words.label, few, any(one.checked for one in options) or words.open, len(options))


def options_of(name: str, engine: Search, found: SearchAnswer) -> tuple[Option, ...]:
    """Give the values of a filter: those that are chosen, then the most frequent among the hits."""
    chosen = found.request.filters.get(name, ())
    counts = {str(facet["value"]): int(facet["count"]) for facet in found.facets[name]}
    values = engine.choices.values[name]
    return tuple(
        Option(value, values[value].label, counts.get(value, 0), value in chosen)
        for value in dict.fromkeys((*chosen, *counts))
    )


def chips_of(visit: Visit, engine: Search, pairs: Pairs, path: str) -> tuple[Chip, ...]:
    """Give each filter that is set, with the address of the page at a path without it."""
    found = []
    for name, value in pairs:
        if name not in engine.choices.names and name not in NUMBERS:
            continue
        rest = tuple(pair for pair in pairs if pair != (name, value))
        address = visit.site.link(path, (*rest, *visit.area.pairs))
        found.append(Chip(f"{_label(name, visit.site.base)}: {_value_label(engine, name, value)}", address))
    return tuple(found)


def _value_label(engine: Search, name: str, value: str) -> str:
    if name not in engine.choices.values:
        return value
    return engine.choices.values[name][engine.choices.value(name, value)].label


def _label(name: str, base: BaseFile) -> str:
    return NUMBERS.get(name) or base.label(name)


def _drop_label(drop: Drop, base: BaseFile) -> str:
    return " and ".join(_label(name, base).lower() for name in drop.filters)


def _without(pairs: Pairs, names: tuple[str, ...]) -> Pairs:
    return tuple(pair for pair in pairs if pair[0] not in names)
