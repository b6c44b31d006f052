"""What somebody posts who fills the form in, field by field."""

from ingest.contribute.form.filled import Pair

PLACE = ("impacts.0.cite.0.at", "slide 3")
RESULT: tuple[Pair, ...] = (
    ("impacts.0.outcome", "emergency-admissions"),
    ("impacts.0.direction", "decrease"),
    ("impacts.0.measure", "change"),
    ("impacts.0.value", "−12"),
    ("impacts.0.unit", "percent"),
    ("impacts.0.basis", "reported"),
    ("impacts.0.design", "not-stated"),
    PLACE,
)
ENTRY: tuple[Pair, ...] = (
    ("subject", "entry"),
    ("main", "leaflet-2016"),
    ("kind", "case-study"),
    ("title", "Riverside matrons who visit care homes"),
    ("summary", "Matrons visit the care homes of Riverside each week."),
    ("care_models", "ehch"),
    ("status.state", "implemented"),
    ("status.as_of", "November 2016"),
    ("questions", "Do matrons keep people out of hospital?\nWho visits care homes?\nWhat did Riverside try?"),
    ("review.last_checked", "2017-03-01"),
    ("review.by", "Riverside team"),
    *RESULT,
)
REPORT: tuple[Pair, ...] = (
    ("main", "+"),
    ("report.title", "Care homes in Riverside"),
    ("report.publisher", "Riverside CCG"),
    ("report.date", "March 2017"),
    ("report.type", "report"),
    ("report.parts", "slide"),
    ("report.read", "whole"),
    ("report.measured", "yes"),
    ("report.limits", "Two pages, without a method."),
)


def changed(*pairs: Pair, without: str = "none of them") -> list[Pair]:
    """Give a good entry with other values for the names in `pairs`, and without names that begin so."""
    names = {name for name, _ in pairs}
    return [pair for pair in ENTRY if pair[0] not in names and not pair[0].startswith(without)] + list(pairs)
