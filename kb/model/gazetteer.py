"""The places that a base knows by name: which lies in which, and in which region."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.model.vocabulary import VocabularyTerm, names_of


@dataclass(frozen=True)
class PlaceName:
    """One way to write a place: its id, the id of the place that it lies in, if any, and its region."""

    place: str
    text: str
    within: str | None
    region: str


def place_names(regions: Mapping[str, VocabularyTerm]) -> Iterator[PlaceName]:
    """Give every name of every place of some regions, by the ids of the regions. Towns of two counties are two places."""
    for region, term in regions.items():
        for county, towns in term.places.items():
            wider = _id(region, county)
            yield from (PlaceName(wider, text, None, region) for text in names_of(county))
            for town in towns:
                yield from (PlaceName(_id(wider, town), text, wider, region) for text in names_of(town))


def _id(within: str, written: str) -> str:
    return f"{within}.{re.sub(r'[^a-z0-9]+', '-', names_of(written)[0].lower()).strip('-')}"
