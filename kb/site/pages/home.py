"""The home page: what this is, how much it holds, how fresh it is, and the ways in."""

import sqlite3
from collections import Counter
from dataclasses import dataclass

from datasette import Response
from markupsafe import Markup

from kb.exports.linked_data import base_jsonld
from kb.published.labels import Labels, Term
from kb.site.area import closeness
from kb.site.publishing import publication_of
from kb.site.visit import Visit
from kb.synthesis.axes import ROW, axes_of
from kb.synthesis.evidence_map import EvidenceMap, read_map
from kb.synthesis.overview import Overview, read_overview
from kb.synthesis.subjects import VOCABULARIES

# The ways into the base that the page lists, by the filter that each sets.
WAYS = ("care_model", "contract_type", "outcome", "region")


# Axes that say nothing of what was tried: the small map has outcomes at its other side.
NO_COLUMNS = frozenset({ROW, "region", "basis"})
# Outcomes of the small map, so many that their dots can be told apart on a telephone.
OF_THE_SMALL_MAP = 14


@dataclass(frozen=True)
class HomeView:
    """What the page reads in one go."""

    overview: Overview
    grid: EvidenceMap

    @property
    def outcomes(self) -> tuple[Term, ...]:
        """Give the outcomes that most entries speak of, in the order of the map."""
        entries: Counter[str] = Counter()
        for (_, outcome), cell in self.grid.cells.items():
            entries[outcome] += cell.entries
        most = {outcome for outcome, _ in entries.most_common(OF_THE_SMALL_MAP)}
        return tuple(term for term in self.grid.rows if term.id in most)


async def home(visit: Visit) -> Response:
    """Answer with the home page."""
    visit.allow()
    view = await visit.site.read(_read, visit.site.labels)
    context = {
        "view": view,
        "linked_data": Markup(base_jsonld(publication_of(visit))),  # noqa: S704 - escaped there
        "examples": visit.site.base.examples,
        "way_names": [(name, f"By {visit.site.base.label(name).lower()}") for name in WAYS],
        "topic_lists": {one.filter: one.name for one in VOCABULARIES.values()},
        "near": {entry.slug: closeness(visit.area, entry, visit.site.labels) for entry in view.overview.failures},
    }
    return await visit.page("home.html", context)


def _read(connection: sqlite3.Connection, labels: Labels) -> HomeView:
    """Read the counts, and the small map of the first vocabulary under which this base has anything."""
    maps = (read_map(connection, labels, by) for by in axes_of(labels.base) if by not in NO_COLUMNS)
    found = next((grid for grid in maps if grid.cells), None) or read_map(connection, labels)
    return HomeView(read_overview(connection, labels), found)
