"""Rules across the fields of one entry. Each gives findings; none stops at the first."""

from collections.abc import Iterator

from kb.model.citations import walk
from kb.model.entry import Entry
from kb.model.facts import Population
from kb.rules.claims import CLAIM_RULES
from kb.rules.dates import dates_before_source, nothing_after_today
from kb.rules.finding import Context, Finding
from kb.rules.references import currencies_exist, links_are_made_once, related_exist, sources_exist, terms_exist

SUMMARY_WORDS = 80


def findings(entry: Entry, context: Context) -> Iterator[Finding]:
    """Give every finding of every rule for one entry that has the right shape."""
    for rule in RULES:
        yield from rule(entry, context)


def summary_is_short(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A summary has at most 80 words."""
    words = len(entry.summary.split())
    if words > SUMMARY_WORDS:
        message = f"the summary has {words} words; {SUMMARY_WORDS} are allowed"
        yield Finding(("summary",), "summary-too-long", message, "move detail to lessons, figures or notes")


def ranges_ascend(entry: Entry, _context: Context) -> Iterator[Finding]:
    """The end of a range is not below its beginning."""
    for at, fact in walk(entry):
        if isinstance(fact, Population):
            low, high, name = fact.size, fact.size_max, "size_max"
        elif hasattr(fact, "value_to"):
            low, high, name = fact.value, fact.value_to, "value_to"  # type: ignore[attr-defined]
        else:
            continue
        if high is not None and (low is None or abs(high) < abs(low)):
            message = f"{name} is {high} but the range begins at {low}"
            yield Finding((*at, name), "range-reversed", message, "put the lower end first")


def contacts_can_be_reached(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A contact says whom to ask, or where."""
    for index, contact in enumerate(entry.contacts):
        if not (contact.name or contact.email or contact.phone):
            message = "the contact has neither name nor e-mail nor phone"
            yield Finding(("contacts", index), "empty-contact", message, "add what the source prints, or remove it")


def damage_is_noted(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A figure or population without a number must say what is printed."""
    for at, fact in walk(entry):
        number = getattr(fact, "size" if isinstance(fact, Population) else "value", 0)
        if number is None and type(fact).__name__ in {"Figure", "Population"} and not getattr(fact, "note", None):
            yield Finding(
                at,
                "number-missing",
                "there is no number",
                "add it, or a note that says what the source prints",
            )


def coordinates_in_country(entry: Entry, context: Context) -> Iterator[Finding]:
    """Coordinates lie in the stated country, and come in pairs."""
    place = entry.place
    if place is None or (place.latitude is None and place.longitude is None):
        return
    if place.latitude is None or place.longitude is None:
        yield Finding(
            ("place",),
            "half-coordinates",
            "latitude and longitude come in pairs",
            "add the other, or remove both",
        )
        return
    country = context.vocabularies.terms("countries").get(place.country)
    box = country.bounds if country else None
    if box and not (box.south <= place.latitude <= box.north and box.west <= place.longitude <= box.east):
        message = f"{place.latitude}, {place.longitude} lies outside {place.country}"
        yield Finding(
            ("place", "latitude"),
            "outside-country",
            message,
            "check sign and order: latitude is degrees north",
        )


def chosen_in_its_wave(entry: Entry, context: Context) -> Iterator[Finding]:
    """An entry of a kind that was chosen in waves says in which; no other does."""
    if entry.kind in context.in_waves and entry.vanguard is None:
        advice = "add vanguard: {type, wave, chosen, cite}, or make it of another kind"
        yield Finding(("kind",), "without-wave", f"a {entry.kind} says its type and wave, and this does not", advice)
    if entry.kind not in context.in_waves and entry.vanguard is not None:
        message = f"a {entry.kind} is not chosen in waves"
        yield Finding(("vanguard",), "wave-of-no-kind", message, "remove vanguard, or correct kind")


RULES = (
    terms_exist,
    sources_exist,
    related_exist,
    links_are_made_once,
    currencies_exist,
    summary_is_short,
    ranges_ascend,
    contacts_can_be_reached,
    damage_is_noted,
    dates_before_source,
    nothing_after_today,
    coordinates_in_country,
    chosen_in_its_wave,
    *CLAIM_RULES,
)
