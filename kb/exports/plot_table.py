"""The numbers of an outcome plot as CSV: a row a claim, in the order in which it is drawn."""

from collections.abc import Iterable

from kb.exports.publication import Publication
from kb.exports.table import Row, as_csv
from kb.published.labels import Labels
from kb.published.record_types import ImpactRecord, SourceRecord

COLUMNS = (
    "name", "claim", "outcome", "outcome_label", "source_date", "design", "basis", "strength", "effect", "direction",
    "measure", "value", "value_to", "unit", "interval_low", "interval_high", "interval_level", "comparator",
    "comparator_value", "population", "period", "source", "at", "source_read", "url", "data_version",
)  # fmt: skip


def plot_csv(
    claims: Iterable[tuple[str, str, str, ImpactRecord]],
    sources: Iterable[SourceRecord],
    labels: Labels,
    publication: Publication,
) -> str:
    """Write claims, each with its name, its page, the date of its source and how far that was read."""
    reads = {source.id: source.read for source in sources}
    return as_csv(
        COLUMNS, ({**_row(*claim, labels, publication), "source_read": reads[claim[3].source]} for claim in claims)
    )


def _row(name: str, url: str, date: str, impact: ImpactRecord, labels: Labels, publication: Publication) -> Row:
    same = (
        "claim", "outcome", "design", "basis", "strength", "effect", "direction", "measure", "value", "value_to", "unit",
        "interval_low", "interval_high", "interval_level", "comparator_value", "population", "period", "source", "at",
    )  # fmt: skip
    return {
        **{column: getattr(impact, column) for column in same},
        "name": name,
        "outcome_label": labels.label("outcomes", impact.outcome),
        "source_date": date,
        "comparator": impact.comparator_name,
        "url": publication.address(url),
        "data_version": publication.data_version,
    }
