"""Places that a document tells of: those of its own, those inside an organisation's name, and the one it is mostly about."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ingest.draft.finding.passages import Passage
from ingest.tag.mention import Mention

# Too wide to be where one scheme is.
WIDE = frozenset(
    {
        *(
            "England",
            "UK",
            "the UK",
            "United Kingdom",
            "Great Britain",
            "Britain",
            "Europe",
            "London",
            "Scotland",
            "Wales",
        ),
        *(
            "Ireland",
            "Northern Ireland",
            "US",
            "USA",
            "United States",
            "Germany",
            "Spain",
            "Netherlands",
            "New Zealand",
        ),
        *("Midlands", "West Midlands", "East Midlands", "North East", "North West", "South East", "South West"),
        *("East of England", "North of England", "South of England", "Yorkshire and the Humber", "Black Country"),
    }
)
# 'Sampleton CCG' and 'Sampleton Council' serve the place that they are called after.
_OF_PLACE = re.compile(
    r"^(?:NHS )?(?P<place>[A-Z][\w'’-]+(?:[ ,-]+(?:(?:and|upon|on|of|with|&) )*[A-Z][\w'’-]+){0,4}?)"
    r"(?: (?:City|Borough|County|District|Metropolitan|Group|Community|Health|Care|Healthcare|Hospitals?|University|and))*"
    r" (?:CCGs?|Clinical Commissioning [Gg]roups?|PCT|Primary Care Trust|Council|(?:NHS |Foundation )*Trust|Hospitals?)$"
)
_ACRONYM = re.compile(r"\b[A-Z]{2,} $")
# A title says what a document is about; what it names counts as often as this.
TITLED = 2


def named_places(passage: Passage) -> Iterator[str]:
    """Give the places that a passage names, also as the beginning of an organisation's name, apart from the wide ones."""
    for mention in passage.mentions:
        if is_local(mention, passage):
            yield mention.text
        elif mention.vocabulary == "organisation" and (own := place_of(mention.text)):
            yield own


def is_local(mention: Mention, passage: Passage) -> bool:
    """Tell whether a mention is a place where something may be done; behind an acronym it is part of a company's name."""
    alone = not _ACRONYM.search(passage.text[: mention.start])
    return mention.vocabulary == "place" and mention.text not in WIDE and alone


def place_of(organisation: str) -> str:
    """Give the place in the name of a commissioner, a council or a trust; empty where there is none."""
    found = _OF_PLACE.match(organisation)
    return found["place"] if found and found["place"] not in WIDE else ""


def leading_place(passages: Iterable[Passage], title: str = "") -> str:
    """Give the place that passages name most often; a place of the title counts more."""
    counted = Counter(place for passage in passages for place in named_places(passage))
    for place in counted:
        counted[place] += TITLED * bool(re.search(rf"\b{re.escape(place)}\b", title))
    return next((place for place, _ in counted.most_common(1)), "")
