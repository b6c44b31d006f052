"""Rules on base.yml and the vocabularies together: nothing that the code needs is missing, nothing has two places."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kb.model.base import FILTER_NAMES, OTHER_FOLDERS, BaseFile
from kb.model.citations import Location
from kb.model.entry import Entry
from kb.model.facts import TERM
from kb.model.meanings import MEANINGS, WHOLE
from kb.model.vocabulary import NAMES, VocabularyFile
from kb.rules.finding import Finding

# What addresses, tables and entries call by these names is something else.
TAKEN = frozenset(
    {*NAMES, *Entry.model_fields, "q", "mode", "sort", "size", "next", "expand", "prefix", "min_strength",
     "population_min", "population_max", "area_population", "area_setting", "area_contract_type", "entry", "by",
     "question", "impact", "lesson", "contact", "figure", "milestone", "organisation"}
) - frozenset(FILTER_NAMES)  # fmt: skip


def base_findings(about: BaseFile, kinds: Iterable[str], regions: Iterable[str]) -> Iterator[Finding]:
    """Give every finding on base.yml; kinds and regions are the ids of these vocabularies."""
    yield from _kinds_agree(about, tuple(kinds))
    yield from _folders_differ(about)
    yield from _filters_are_whole(about)
    yield from _tiles_are_regions(about, tuple(regions))


def _kinds_agree(about: BaseFile, kinds: tuple[str, ...]) -> Iterator[Finding]:
    for name in about.kinds:
        if name not in kinds:
            message = f"the kind {name!r} is no term of the vocabulary kinds"
            yield Finding(("kinds", name), "kind-without-term", message, "add it to vocabularies/kinds.yml", kinds)
    for name in kinds:
        if name not in about.kinds:
            message = f"the vocabulary kinds has {name!r}, and base.yml does not say where its entries are"
            yield Finding(("kinds",), "kind-without-folder", message, "add it to kinds, with folder and counted")


def _folders_differ(about: BaseFile) -> Iterator[Finding]:
    counts = Counter(kind.folder for kind in about.kinds.values())
    for name, kind in about.kinds.items():
        if counts[kind.folder] > 1 or kind.folder in OTHER_FOLDERS:
            message = f"the folder {kind.folder!r} is used for something else too"
            yield Finding(("kinds", name, "folder"), "folder-twice", message, "give each kind a folder of its own")


def _filters_are_whole(about: BaseFile) -> Iterator[Finding]:
    given = Counter(one.name for one in about.filters)
    for name in dict.fromkeys((*FILTER_NAMES, *given)):
        if given[name] != 1:
            message = f"the filter {name!r} stands there {given[name]} times"
            advice = "name each filter once; their order is that of the search page"
            yield Finding(("filters",), "filter-not-once", message, advice, FILTER_NAMES)
    for index, one in enumerate(about.filters):
        if one.name in TAKEN:
            message = f"a vocabulary of the base's own can't be called {one.name!r}: the program uses that name"
            yield Finding(
                ("filters", index, "name"), "filter-name-taken", message, "choose another name, here and of its file"
            )


def _tiles_are_regions(about: BaseFile, regions: tuple[str, ...]) -> Iterator[Finding]:
    named = Counter(tile.region for tile in about.tiles)
    placed = Counter((tile.row, tile.column) for tile in about.tiles)
    for index, tile in enumerate(about.tiles):
        at: Location = ("tiles", index, "region")
        if tile.region not in regions:
            message = f"{tile.region!r} is not a term of the vocabulary regions"
            yield Finding(at, "unknown-term", message, "use one of the ids in vocabularies/regions.yml", regions)
        elif named[tile.region] > 1 or placed[tile.row, tile.column] > 1:
            yield Finding(at, "tile-twice", "the region or the place has two tiles", "give each region one place")


def missing_vocabularies(names: Iterable[str], own: Iterable[str] = ()) -> tuple[str, ...]:
    """Give the vocabularies that the code or a filter needs and the base does not have."""
    return tuple(sorted({*NAMES, *own} - set(names)))


def id_findings(ids: Iterable[str]) -> Iterator[Finding]:
    """Give a finding for each id of a term that no address can hold."""
    for term_id in ids:
        if not re.fullmatch(TERM, term_id):
            message = f"{term_id!r} is no id"
            advice = f"write lower-case words with hyphens: {'-'.join(re.findall('[a-z0-9&]+', term_id.lower()))}"
            yield Finding(("terms", term_id), "term-id", message, advice)


def meaning_findings(name: str, file: VocabularyFile) -> Iterator[Finding]:
    """Give every finding on what the terms of one vocabulary, by their own ids, mean to the code."""
    needed = MEANINGS.get(name, ())
    means = {term_id: term.means for term_id, term in file.terms.items()}
    counts = Counter(value for value in means.values() if value)
    for value in needed:
        if not counts[value]:
            message = f"no term means {value!r}, which the program needs to rate and count"
            yield Finding(("terms",), "meaning-missing", message, f"add means: {value} to the term that says so")
    for term_id, meant in means.items():
        yield from _meaning(name, term_id, meant, needed, counts)


def _meaning(
    name: str, term_id: str, value: str | None, needed: tuple[str, ...], counts: Mapping[str, int]
) -> Iterator[Finding]:
    at: Location = ("terms", term_id)
    if value and value not in needed:
        message = f"{value!r} is nothing that the program means by a term of {name}"
        yield Finding((*at, "means"), "meaning-unknown", message, "correct it, or remove means", needed)
    elif value and counts[value] > 1:
        message = f"two terms mean {value!r}, so neither can be told from the other"
        yield Finding((*at, "means"), "meaning-twice", message, "make one term of the two", needed)
    elif not value and name in WHOLE:
        message = f"{term_id!r} has no meaning to the program, so what is marked with it could not be rated or counted"
        yield Finding(at, "meaning-none", message, "add means, or remove the term", needed)
    elif not value and term_id in needed:
        message = f"{term_id!r} is what the program calls another term"
        yield Finding(at, "meaning-none", message, f"add means: {term_id}, or rename the term", needed)
