"""The evidence map and the map of places as CSV: a row a cell, a row an entry."""

from collections.abc import Iterable
from typing import Protocol

from kb.exports.publication import Publication
from kb.exports.table import as_csv
from kb.published.summary import EFFECTS
from kb.synthesis.evidence_map import EvidenceMap

CELLS = (
    "by", "over", "column", "row", "entries", *(f"results_{effect}" for effect in EFFECTS), "levels", "not_measured",
    "strength", "under_such_a_contract", "claimed", "data_version",
)  # fmt: skip
PLACES = ("slug", "title", "kind", "status", "name", "latitude", "longitude", "url", "data_version")


class Located(Protocol):
    """An entry with a place."""

    @property
    def slug(self) -> str:
        """Give its slug."""
        ...


def map_csv(grid: EvidenceMap, publication: Publication) -> str:
    """Write each cell that is not a gap."""
    rows = (
        {
            "by": grid.by,
            "over": grid.over,
            "column": column,
            "row": row,
            "entries": cell.entries,
            **{f"results_{effect}": cell.results.get(effect, 0) for effect in EFFECTS},
            "levels": cell.levels,
            "not_measured": cell.unmeasured,
            "strength": cell.strength,
            "under_such_a_contract": cell.under,
            "claimed": cell.claimed,
            "data_version": publication.data_version,
        }
        for (column, row), cell in sorted(grid.cells.items())
    )
    return as_csv(CELLS, rows)


def places_csv(places: Iterable[Located], publication: Publication) -> str:
    """Write each entry that has a place."""
    own = PLACES[:-2]
    return as_csv(
        PLACES,
        (
            {
                **{name: getattr(place, name) for name in own},
                "url": publication.address(f"/entries/{place.slug}"),
                "data_version": publication.data_version,
            }
            for place in places
        ),
    )
