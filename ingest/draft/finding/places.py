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
    r" (?:CCGs?|Clinical Commissioning [Gg]roups?|PCT|Primary Care Trust|Council|(?:NHS |Foundation )*Trust)$"
)
_ACRONYM = re.compile(r"\b[A-Z]{2,} $")


# A place that has no more than one in so many of all namings of places leads nothing.
MANY = 5


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


def leading_place(passages: Iterable[Passage], names: Iterable[str] = ()) -> str:
    """Give the place that passages name most often; one that stands in a name of what they are about comes first."""
    counted = Counter(place for passage in passages for place in named_places(passage))
    called = " / ".join(names)
    own = [place for place in counted if re.search(rf"\b{re.escape(place)}\b", called)]
    leading = max(own or counted, key=lambda place: (counted[place], len(place)), default="")
    return leading if own or MANY * counted[leading] > counted.total() else ""


def place_in(names: Iterable[str], known: Iterable[str]) -> str:
    """Give the place that one of some names holds, of those that are known; 'Sampleton and Otherham' are one."""
    one = "|".join(sorted((re.escape(place) for place in known if place not in WIDE), key=len, reverse=True))
    place = re.compile(rf"\b(?=[A-Z])(?i:{one})(?: and (?:the )?(?i:{one}))*\b")
    return next((found.group() for name in names if (found := place.search(name))), "")
