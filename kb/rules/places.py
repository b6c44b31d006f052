"""Rules on places: coordinates and regions fit each other, and citations lead to a part of their source."""

import re
from collections.abc import Iterator

from kb.model.entry import Entry
from kb.model.vocabulary import Bounds
from kb.rules.finding import Context, Finding

ENGLAND, OUTSIDE = "england", "outside-england"
EXTRACT = "extract"
# What may follow the name of a part: its number, or its name as the source prints it.
NAMED = re.compile(
    r"(title page|front page|cover|contents|abstract|foreword|preface|introduction|(executive )?summary|conclusions?"
    r"|appendix|annex|glossary|references|footnote|endnote|box|table|figure)\b",
    re.IGNORECASE,
)
NUMBERED = r"s? (?:[a-z ]{0,20})?(?:[1-9]|[ivxlc]+\b|['‘“\"(]|[A-Z])"
PARTS = ("slide", "page", "chapter", "paragraph")
# A number that no document of one file reaches, one with decimals, and a letter that looks like a digit of it.
NO_NUMBER = re.compile(r"\b(?:\d{5,}|\d+\.\d+|\d+[OolI]|[OlI]\d+)\b")
THROUGH = re.compile(r"\b(\d+) ?(?:-|–|to) ?(\d+)\b")
ALMOST = re.compile(r"(?:([a-z]+)[.:]? ?)?(?:no\.? ?)?(\d+)", re.IGNORECASE)


def coordinates_in_country(entry: Entry, context: Context) -> Iterator[Finding]:
    """Coordinates come in pairs, and lie in the stated country and region."""
    place = entry.place
    if place is None or (place.latitude is None and place.longitude is None):
        return
    if place.latitude is None or place.longitude is None:
        yield Finding(
            ("place",), "half-coordinates", "latitude and longitude come in pairs", "add the other, or remove both"
        )
        return
    for rule, vocabulary, named in (
        ("outside-country", "countries", place.country),
        ("outside-region", "regions", place.region),
    ):
        term = context.vocabularies.terms(vocabulary).get(named)
        if term and term.bounds and not _holds(term.bounds, place.latitude, place.longitude):
            message = f"{place.latitude}, {place.longitude} lies outside {term.label}"
            advice = "check sign and order: latitude is degrees north, longitude degrees east, so with a minus west of Greenwich"
            yield Finding(("place", "latitude"), rule, message, advice)
            return


def _holds(box: Bounds, latitude: float, longitude: float) -> bool:
    return box.south <= latitude <= box.north and box.west <= longitude <= box.east


def region_is_of_its_country(entry: Entry, context: Context) -> Iterator[Finding]:
    """A base that tells its own country's regions from what lies outside uses them so."""
    place, regions = entry.place, context.vocabularies.terms("regions")
    if place is None or OUTSIDE not in regions or ENGLAND not in context.vocabularies.terms("countries"):
        return
    if (place.country == ENGLAND) == (place.region == OUTSIDE):
        message = f"the region is {place.region!r} and the country {place.country!r}"
        advice = f"a place in {ENGLAND} lies in one of its regions, any other in {OUTSIDE!r}"
        yield Finding(("place", "region"), "region-against-country", message, advice)


def citations_lead_to_a_part(_entry: Entry, context: Context) -> Iterator[Finding]:
    """A citation begins with what the source calls its parts, then number or name, and the source has so many."""
    for at, cite in context.cites:
        source = context.sources.get(cite.source)
        if source is None:
            continue
        part = source.parts
        fits = cite.at.startswith(part) if part == EXTRACT else _names_part(part, cite.at)
        if not fits or (part != EXTRACT and _has_odd_number(part, cite.at)):
            message = f"{cite.at!r} leads to no {part} of {cite.source}"
            yield Finding((*at, "at"), "place-of-citation", message, _how_to_cite(part, cite.at))
        elif source.last_part and (beyond := _beyond(part, cite.at, source.last_part)):
            message = f"{cite.source} has no {part} {beyond}: its last is {source.last_part}"
            advice = "look the place up again, or correct last_part in the source's file"
            yield Finding((*at, "at"), "place-beyond-source", message, advice)


def _names_part(part: str, place: str) -> bool:
    """Tell whether a place begins with a part's number or name; what stands before the first part has names of its own."""
    if NAMED.match(place):
        return True
    return re.search(rf"\b{part}{NUMBERED}", place, re.IGNORECASE if part == "chapter" else 0) is not None


def _has_odd_number(part: str, place: str) -> bool:
    """Tell whether a place has a number that no part has, a range that goes backwards, or parts of another kind."""
    unquoted = re.sub(r"'[^']*'|\"[^\"]*\"|–.*", "", place)
    others = "|".join(one for one in PARTS if one != part)
    if re.match(rf"(?:.*; ?)(?:{others})s? \d", unquoted) or NO_NUMBER.search(unquoted):
        return True
    return any(int(low) > int(high) for low, high in THROUGH.findall(unquoted))


def _beyond(part: str, place: str, last: int) -> int:
    """Give the first number of a part in a place that is above the last of its source; 0 where none is."""
    numbered = re.finditer(rf"\b{part}s? (\d+(?:(?:,| and| to| ?[-–]) ?\d+)*)", place, re.IGNORECASE)
    found = (int(number) for match in numbered for number in re.findall(r"\d+", match[1]))
    return next((number for number in found if number > last), 0)


def _how_to_cite(part: str, place: str) -> str:
    if part == EXTRACT:
        return "begin with 'extract', as the source's file says, then the heading below which it stands"
    almost = ALMOST.fullmatch(place.strip())
    if almost and int(almost[2]) and part.startswith((almost[1] or part).casefold()[: len(part)]):
        return f"write {part} {int(almost[2])}"
    return f"begin with {part!r}, as the source's file calls its parts, then the number or the name: {part} 12"


PLACE_RULES = (coordinates_in_country, region_is_of_its_country, citations_lead_to_a_part)
