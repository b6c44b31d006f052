"""Claims as CSV: a row a claim, the strongest first, each with its source and the place in it."""

from collections.abc import Iterable

from kb.exports.publication import Publication
from kb.exports.table import Row, as_csv
from kb.published.claims import ClaimRecord
from kb.published.labels import Labels
from kb.published.record_types import SourceRecord

COLUMNS = (
    "claim", "entry", "entry_title", "url", "outcome", "outcome_label", "moved", "studied", "direction", "measure",
    "qualifier", "value", "value_to", "unit", "from", "to", "interval_low", "interval_high", "interval_level",
    "comparator_name", "comparator_value", "period", "baseline", "population", "basis", "design", "strength", "effect",
    "effect_reason", "note", "source", "at", "source_title", "source_url", "source_doi", "source_read", "data_version",
)  # fmt: skip
OF_IMPACT = (
    "outcome", "direction", "measure", "qualifier", "value", "value_to", "unit", "to", "interval_low", "interval_high",
    "interval_level", "comparator_name", "comparator_value", "period", "baseline", "population", "basis", "design",
    "strength", "effect", "effect_reason", "note", "source", "at",
)  # fmt: skip


def claims_csv(
    claims: Iterable[ClaimRecord], sources: Iterable[SourceRecord], labels: Labels, publication: Publication
) -> str:
    """Write claims; targets and forecasts are among them and told apart by their basis."""
    known = {source.id: source for source in sources}
    return as_csv(COLUMNS, (_row(claim, known[claim.impact.source], labels, publication) for claim in claims))


def _row(claim: ClaimRecord, source: SourceRecord, labels: Labels, publication: Publication) -> Row:
    impact = claim.impact
    return {
        "claim": claim.id,
        "entry": claim.entry,
        "entry_title": claim.title,
        "url": publication.address(claim.url),
        "outcome_label": labels.label("outcomes", impact.outcome),
        "moved": claim.moved if impact.measured else None,
        "studied": int(claim.studied),
        **{name: getattr(impact, name) for name in OF_IMPACT},
        "from": impact.from_,
        "source_title": source.title,
        "source_url": source.url,
        "source_doi": source.doi,
        "source_read": source.read,
        "data_version": publication.data_version,
    }
