"""What a change does to the base: entries, and in each the figures that come, change or go."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.read.check import check
from ingest.read.load import Base
from ingest.read.problems import Problem
from kb.model.base import SOURCES

NEW, CHANGED, WITHDRAWN, GONE = "added", "changed", "withdrawn", "removed"
# The file is there, and can't be read.
BROKEN = "unreadable"
# The lists of an entry whose items hold a number, with the fields that hold it and those that say of what.
FIGURES = {
    "impacts": (("value", "value_to"), ("outcome", "direction", "population", "period", "basis", "design")),
    "figures": (("value", "value_to"), ("what", "period")),
    "population": (("size", "size_max"), ("counts", "group")),
    "values": (("amount",), ("what", "period")),
}


@dataclass(frozen=True)
class FigureLine:
    """A figure of an entry: where it stands in its file, what it is, its value in words, and its citation."""

    at: tuple[str | int, ...]
    about: str
    value: str
    cite: str


@dataclass(frozen=True)
class FigureChange:
    """A figure that comes, changes or goes; `before` is its value before."""

    kind: str
    figure: FigureLine
    before: str = ""


@dataclass(frozen=True)
class EntryChange:
    """What happens to one entry."""

    kind: str
    slug: str
    title: str
    figures: tuple[FigureChange, ...]
    fields: tuple[str, ...] = ()
    """Other fields that changed."""


@dataclass(frozen=True)
class Difference:
    """What happens to the base."""

    entries: tuple[EntryChange, ...]
    sources: tuple[tuple[str, str], ...]
    """Kind of change and id."""
    vocabularies: tuple[str, ...]
    problems: tuple[Problem, ...]
    """What `kb check` finds now and did not find before."""


def difference(before: Base, after: Base) -> Difference:
    """Give what leads from one base to another."""
    slugs = sorted(before.entries.keys() | after.entries.keys() | after.slugs)
    changes = (_entry_change(slug, before, after) for slug in slugs)
    told = {_told(problem) for problem in check(before)}
    new = [problem for problem in check(after) if _told(problem) not in told]
    return Difference(
        tuple(one for one in changes if one is not None),
        tuple(_source_changes(before, after)),
        tuple(name for _, name in _named_changes(before.vocabularies.by_name, after.vocabularies.by_name)),
        tuple(new),
    )


def _told(problem: Problem) -> tuple[str, str, str]:
    """Give a problem with folder and name of its file: the two bases lie in different places."""
    return "/".join(problem.path.split("/")[-2:]), problem.rule, problem.message


def _named_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in sorted(before.keys() | after.keys()):
        if name not in before or name not in after:
            yield (NEW if name in after else GONE), name
        elif before[name] != after[name]:
            yield CHANGED, name


def _source_changes(before: Base, after: Base) -> Iterator[tuple[str, str]]:
    for kind, name in _named_changes(before.sources, after.sources):
        is_there = f"{SOURCES}/{name}" in after.documents
        yield (BROKEN if kind == GONE and is_there else kind), name
    known = before.sources.keys() | after.sources.keys()
    names = (name.removeprefix(f"{SOURCES}/") for name in after.documents if name.startswith(f"{SOURCES}/"))
    yield from ((BROKEN, name) for name in names if name not in known)


def _entry_change(slug: str, before: Base, after: Base) -> EntryChange | None:
    if slug in after.slugs and slug not in after.entries:
        return EntryChange(BROKEN, slug, slug, ())
    old, new = (_data(slug, base) for base in (before, after))
    if old == new:
        return None
    title = str((new or old or {}).get("title", slug))
    kind = NEW if old is None else GONE if new is None else CHANGED
    if kind == CHANGED and new and new.get("withdrawn") and not (old or {}).get("withdrawn"):
        kind = WITHDRAWN
    figures = tuple(_figure_changes(list(figure_lines(old or {}, before)), list(figure_lines(new or {}, after))))
    return EntryChange(kind, slug, title, figures, tuple(_fields(old, new)))


def _data(slug: str, base: Base) -> dict[str, Any] | None:
    return base.documents[slug].data if slug in base.entries else None


def _fields(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Iterator[str]:
    if old is not None and new is not None:
        names = [*new, *(name for name in old if name not in new)]
        yield from (name for name in names if old.get(name) != new.get(name))


def figure_lines(data: Mapping[str, Any], base: Base) -> Iterator[FigureLine]:
    """Give the figures of an entry's data, in the order of its file."""
    contract = data.get("contract")
    lists: dict[str, tuple[Any, tuple[str, ...]]] = {
        name: (data.get(name), (name,)) for name in ("impacts", "figures", "population")
    }
    lists["values"] = (contract.get("values") if isinstance(contract, Mapping) else None, ("contract", "values"))
    for name, (items, at) in lists.items():
        numbers, words = FIGURES[name]
        for index, item in enumerate(items or []):
            unit = base_label(base, "units", item.get("unit")) or item.get("currency") or ""
            about = ", ".join(_word(base, one, item[one]) for one in words if item.get(one))
            value = f"{_span(item, *numbers)} {unit}".strip() or "no number"
            yield FigureLine((*at, index), about, "; ".join([value, *_beside(item)]), _cited(item.get("cite")))


def _span(item: Mapping[str, Any], *names: str) -> str:
    """Give the numbers of fields as a span; levels before and after a change where they stand in place of its size."""
    values = [str(item[one]) for one in names if item.get(one) is not None]
    levels = [f"{word} {item[word]}" for word in ("from", "to") if item.get(word) is not None]
    return " ".join(filter(None, (" to ".join(values), " ".join(levels))))


def _beside(item: Mapping[str, Any]) -> Iterator[str]:
    """Give the numbers that stand beside a result: its interval, and those of who or what it is compared with."""
    interval, comparator = item.get("interval"), item.get("comparator")
    if isinstance(interval, Mapping):
        yield f"interval {_span(interval, 'low', 'high')}"
    if isinstance(comparator, Mapping) and (span := _span(comparator, "value", "value_to")):
        yield f"compared with {span}"


def _word(base: Base, name: str, value: object) -> str:
    vocabulary = {"outcome": "outcomes", "direction": "directions", "basis": "basis", "design": "study_designs"}.get(
        name
    )
    return base_label(base, vocabulary, value) if vocabulary else str(value)


def base_label(base: Base, vocabulary: str, term_id: object) -> str:
    """Give the label of a term as a file names it; the word itself where it is none."""
    known = base.vocabularies
    meant = known.meanings.get(vocabulary, {}).get(str(term_id), str(term_id))
    term = known.terms(vocabulary).get(meant)
    return term.label if term else str(term_id or "")


def _cited(cite: object) -> str:
    cites = cite if isinstance(cite, list) else [cite]
    return "; ".join(f"{one.get('source')}, {one.get('at')}" for one in cites if isinstance(one, Mapping))


def _figure_changes(before: list[FigureLine], after: list[FigureLine]) -> Iterator[FigureChange]:
    """Pair figures that say the same of the same; then those that are about the same and differ in value or place."""
    same = Counter((one.about, one.value, one.cite) for one in before) & Counter(
        (one.about, one.value, one.cite) for one in after
    )
    left, new = _without(before, Counter(same)), _without(after, Counter(same))
    for one in new:
        twin = next((old for old in left if old.about == one.about), None)
        if twin is None:
            yield FigureChange(NEW, one)
        else:
            left.remove(twin)
            yield FigureChange(CHANGED, one, twin.value if twin.value != one.value else f"{twin.value}, {twin.cite}")
    yield from (FigureChange(GONE, one) for one in left)


def _without(figures: list[FigureLine], same: "Counter[tuple[str, str, str]]") -> list[FigureLine]:
    left = []
    for one in figures:
        key = (one.about, one.value, one.cite)
        if same[key]:
            same[key] -= 1
        else:
            left.append(one)
    return left
