"""A comparison as CSV: a column an entry, a row for each thing that is compared, outcomes aligned."""

from collections.abc import Callable

from kb.exports.publication import Publication
from kb.exports.table import Row, as_csv, joined
from kb.published import wording
from kb.published.labels import Labels
from kb.published.record_types import ImpactRecord
from kb.published.records import EntryRecord
from kb.synthesis.comparison import Comparison

COMPARED = "compared"
LAST: dict[str, Callable[[EntryRecord], str]] = {
    "Not stated": lambda entry: joined(gap.note for gap in entry.not_stated),
    "Sources": lambda entry: joined(f"{source.id}: {source.title}" for source in entry.sources),
    "Last checked": lambda entry: entry.last_checked,
}


def comparison_csv(comparison: Comparison, labels: Labels, publication: Publication) -> str:
    """Write a comparison; an empty cell means that an entry records nothing on that row."""
    slugs = [entry.slug for entry in comparison.entries]
    addresses = {entry.slug: publication.address(entry.url) for entry in comparison.entries}
    origin = (
        {COMPARED: "Address", **addresses},
        {COMPARED: "Data version", **dict.fromkeys(slugs, publication.data_version)},
    )
    return as_csv((COMPARED, *slugs), (*compared(comparison, labels), *origin))


def compared(comparison: Comparison, labels: Labels) -> list[Row]:
    """Give a row for each thing that is compared, by `compared` and the slugs."""
    slugs = tuple(entry.slug for entry in comparison.entries)

    def row(name: str, cells: tuple[str, ...]) -> Row:
        return {COMPARED: name, **dict(zip(slugs, cells, strict=True))}

    rows = [row("Title", tuple(entry.title for entry in comparison.entries))]
    rows += [row(one.name, tuple(map(joined, one.answers))) for one in comparison.rows]
    for outcome in comparison.outcomes:
        told = zip(comparison.entries, outcome.impacts, strict=True)
        cells = tuple(joined(result_in_words(entry, impact, labels) for impact in impacts) for entry, impacts in told)
        rows.append(row(f"Outcome: {outcome.label}", cells))
    rows += [row(name, tuple(map(read, comparison.entries))) for name, read in LAST.items()]
    return rows


def result_in_words(entry: EntryRecord, impact: ImpactRecord, labels: Labels) -> str:
    """Write an impact in one line: what happened, how it is known, its ratings, its source and the place in it."""
    direction, size = labels.label("directions", impact.direction), wording.result(impact)
    basis, design = labels.label("basis", impact.basis), labels.label("study_designs", impact.design)
    strength = wording.strength_in_full(impact.strength)
    result = f"{direction} {size}" if size else direction
    effect = labels.label("effects", impact.effect) or "none of its own"
    read = f"; {entry.reading(impact)}" if entry.reading(impact) else ""
    return f"{result} [{basis}; {design}; effect: {effect}; strength: {strength}; {impact.source}, {impact.at}{read}]"
