"""The gazetteer of a base as search reads it: places are found by what lies in them, never by what lies beside them."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

PLACES, REGIONS, COUNTRIES = "places", "regions", "countries"
ROWS = "select place, text, within, region, ambiguous from places order by id"
# A place that is also a word is meant as a place after one of these.
BEFORE_A_PLACE = frozenset({"in", "at", "near", "around", "from", "across", "outside", "of", "for", "to"})


@dataclass(frozen=True)
class Gazetteer:
    """By the id of each place: the place that it lies in, if any, and its region; and the names that are also words."""

    within: Mapping[str, str | None] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()

    def around(self, place: str) -> tuple[str, ...]:
        """Give the places that hold a place, the nearest first."""
        found: list[str] = []
        wider = self.within[place]
        while wider:
            found.append(wider)
            wider = self.within[wider]
        return tuple(found)

    def wider(self, place: str) -> tuple[str, ...]:
        """Give what holds a place as concepts, the nearest first, its region last."""
        return (*(f"{PLACES}/{one}" for one in self.around(place)), f"{REGIONS}/{self.regions[place]}")

    def locates(self, concept: str) -> bool:
        """Tell whether a term says where: a place, a country, or a region that has places."""
        vocabulary, _, term = concept.partition("/")
        return vocabulary in (PLACES, COUNTRIES) or (vocabulary == REGIONS and term in self.regions.values())

    def meant(self, places: Iterable[str], regions: Iterable[str]) -> tuple[str, ...]:
        """Give those of several places of one name that lie in some regions; all of them where none does."""
        known, own = tuple(places), frozenset(regions)
        return tuple(place for place in known if self.regions[place] in own) or known


def load_gazetteer(connection: sqlite3.Connection) -> tuple[Gazetteer, list[tuple[str, str, str, str]]]:
    """Read the gazetteer, and its names as rows of a thesaurus: vocabulary, place, name and kind of name."""
    rows = connection.execute(ROWS).fetchall()
    kinds: dict[str, str] = {}
    names = []
    for place, text, _, _, _ in rows:
        names.append((PLACES, place, text, kinds.get(place, "label")))
        kinds[place] = "synonym"
    gazetteer = Gazetteer(
        {place: within for place, _, within, _, _ in rows},
        {place: region for place, _, _, region, _ in rows},
        frozenset(text for _, text, _, _, ambiguous in rows if ambiguous),
    )
    return gazetteer, names
