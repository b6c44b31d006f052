"""Rules across the fields of one entry. Each gives findings; none stops at the first."""

from collections.abc import Iterator

from kb.model.citations import walk
from kb.model.entry import Entry
from kb.model.facts import Impact, Population
from kb.rules.dates import dates_before_source, nothing_after_today
from kb.rules.finding import Context, Finding
from kb.rules.references import currencies_exist, related_exist, sources_exist, terms_exist

SUMMARY_WORDS = 80
MONEY_MARKS = ("£", "$", "€", "pound", "million", "billion")


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


def value_needs_unit(entry: Entry, _context: Context) -> Iterator[Finding]:
    """An impact's value means nothing without its unit."""
    for index, impact in enumerate(entry.impacts):
        if impact.value is not None and impact.unit is None:
            yield Finding(
                ("impacts", index, "value"),
                "value-without-unit",
                f"the value {impact.value} has no unit",
                "add unit: percent, days, patients, GBP …",
            )


def direction_agrees(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A percent change carries the sign of its direction."""
    for index, impact in enumerate(entry.impacts):
        if _contradicts(impact):
            yield Finding(
                ("impacts", index, "direction"),
                "direction-against-sign",
                f"direction is {impact.direction!r} but the value is {impact.value} percent",
                "give a fall a negative and a rise a positive value, as the source has it",
            )


def _contradicts(impact: Impact) -> bool:
    if impact.value is None or not (impact.unit or "").startswith("percent"):
        return False
    if impact.unit and "change" not in impact.unit and impact.unit not in {"percent", "percentage points"}:
        return False
    return (impact.direction == "increase" and impact.value < 0) or (
        impact.direction == "decrease" and impact.value > 0
    )


def interval_contains_value(entry: Entry, _context: Context) -> Iterator[Finding]:
    """An interval lies around its value."""
    for index, impact in enumerate(entry.impacts):
        interval = impact.interval
        if interval is None:
            continue
        at = ("impacts", index, "interval")
        if interval.low > interval.high:
            yield Finding(
                at,
                "interval-reversed",
                f"low {interval.low} is above high {interval.high}",
                "swap the limits",
            )
        elif impact.value is not None and not interval.low <= impact.value <= interval.high:
            message = f"the interval {interval.low} to {interval.high} does not contain the value {impact.value}"
            yield Finding(
                at,
                "interval-without-value",
                message,
                "check the value, its sign and the limits in the source",
            )


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


def money_has_currency(entry: Entry, _context: Context) -> Iterator[Finding]:
    """Money is a whole number of a currency that is named by its ISO code."""
    for at, fact in walk(entry):
        unit = getattr(fact, "unit", None)
        mark = next((m for m in MONEY_MARKS if isinstance(unit, str) and m in unit.lower()), None)
        if mark:
            message = f"the unit {unit!r} names money or a magnitude without an ISO currency code"
            yield Finding(
                (*at, "unit"),
                "money-without-currency",
                message,
                "write 20000000 with the unit GBP, not 20 with £m",
            )


def percent_is_a_word(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A percentage has one unit, so that signs can be checked and results compared."""
    for at, fact in walk(entry):
        unit = getattr(fact, "unit", None)
        if isinstance(unit, str) and "%" in unit:
            message = f"the unit {unit!r} has a sign where a word is expected"
            yield Finding((*at, "unit"), "percent-as-sign", message, "write percent, or percentage points")


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


def observed_needs_measurement(entry: Entry, context: Context) -> Iterator[Finding]:
    """Only a source that gives measured results can be the basis of an observed impact."""
    for index, impact in enumerate(entry.impacts):
        source = context.sources.get(impact.cite.source)
        if impact.basis == "observed" and source is not None and not source.measured:
            message = f"basis is 'observed' but the source {impact.cite.source} measured nothing"
            advice = "use reported, target or projection, or set measured: true in the source's file if it did"
            yield Finding(("impacts", index, "basis"), "observed-not-measured", message, advice)


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


def review_takes_design(entry: Entry, _context: Context) -> Iterator[Finding]:
    """Only a literature review has a reviewed design."""
    for index, impact in enumerate(entry.impacts):
        if impact.reviewed_design and impact.design != "literature-review":
            message = f"reviewed_design is given, but design is {impact.design!r}"
            advice = "set design: literature-review, or remove reviewed_design"
            yield Finding(("impacts", index, "reviewed_design"), "reviewed-without-review", message, advice)


RULES = (
    terms_exist,
    sources_exist,
    related_exist,
    currencies_exist,
    summary_is_short,
    value_needs_unit,
    direction_agrees,
    interval_contains_value,
    ranges_ascend,
    money_has_currency,
    percent_is_a_word,
    contacts_can_be_reached,
    damage_is_noted,
    observed_needs_measurement,
    dates_before_source,
    nothing_after_today,
    coordinates_in_country,
    review_takes_design,
)
