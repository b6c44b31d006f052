"""What people call a field that the base calls otherwise: meant by a slip, by another custom, or not needed at all."""

import re
from collections.abc import Iterable

from kb.model.likeness import nearest

# Fields of other systems and of everyday speech, each with those here that may be meant, the likelier first.
OTHERS: dict[str, tuple[str, ...]] = {
    "abstract": ("summary",), "description": ("summary", "definition", "text", "what"), "overview": ("summary",),
    "name": ("title", "label"), "heading": ("title",), "slug": ("id",), "category": ("kind", "type"), "type": ("kind",),
    "location": ("place",), "address": ("place", "url"), "area": ("place",), "lat": ("latitude",), "long": ("longitude",),
    "lng": ("longitude",), "lon": ("longitude",), "county": ("region",), "model": ("care_models",), "models": ("care_models",),
    "results": ("impacts",), "result": ("impacts",), "outcomes": ("impacts",), "outcome": ("impacts",), "effects": ("impacts",),
    "findings": ("impacts",), "numbers": ("figures",), "statistics": ("figures",), "timeline": ("milestones",),
    "events": ("milestones",), "dates": ("milestones",), "learning": ("lessons",), "people": ("contacts",),
    "partners": ("organisations",), "patients": ("population",), "size": ("value",), "number": ("value", "size", "amount"),
    "amount": ("value",), "change": ("direction", "value"), "trend": ("direction",), "ci": ("interval",),
    "confidence_interval": ("interval",), "lower": ("low",), "upper": ("high",), "min": ("low", "value"),
    "max": ("high", "value_to"), "control": ("comparator",), "controls": ("comparator",), "comparison": ("comparator",),
    "comparator_value": ("comparator",), "method": ("design",), "study": ("design",), "study_design": ("design",),
    "time": ("period", "date"), "year": ("date", "period"), "start": ("date",), "end": ("to",), "from": ("date",),
    "comment": ("note",), "comments": ("note",), "notes": ("note",), "caveat": ("note",), "reference": ("cite",),
    "references": ("cite",), "citation": ("cite",), "citations": ("cite",), "source": ("cite",), "sources": ("cite",),
    "page": ("at",), "slide": ("at",), "paragraph": ("at",), "chapter": ("at",), "where": ("at",), "pages": ("last_part",),
    "slides": ("last_part",), "link": ("url", "slug"), "website": ("url",), "web": ("url",), "mail": ("email",),
    "e_mail": ("email",), "telephone": ("phone",), "tel": ("phone",), "job": ("role",), "job_title": ("role",),
    "employer": ("organisation",), "author": ("authors",), "published": ("date",), "published_by": ("publisher",),
    "status_date": ("status",), "stage": ("status",), "missing": ("not_stated",), "unknown": ("not_stated",),
    "see_also": ("related",), "links": ("related",), "reviewed": ("review",), "meaning": ("definition", "means"),
    "price": ("amount",), "cost": ("amount",), "group": ("population_groups",), "faq": ("questions",),
}  # fmt: skip
NEEDLESS = {
    "effect": "whether a result is good or bad follows from direction and outcome",
    "strength": "the strength follows from design",
    "rating": "ratings follow from direction, outcome and design",
    "p_value": "write it in the note as printed",
    "significance": "write it in the note as printed",
    "tags": "tags are found by the tagger; list care_models, settings and population_groups",
    "keywords": "words are found by the search; list care_models, settings and population_groups",
    "quote": "the place is enough; quote a damaged form in the note",
    "language": "the base has one language",
    **dict.fromkeys(
        ("source", "sources", "reference", "references", "citation", "citations", "bibliography"),
        "each fact names its source in a cite of its own",
    ),
    "coordinates": "write latitude and longitude, each as a field",
    "isbn": "write it in limits, or leave it out",
}


def meant_field(name: str, fields: Iterable[str]) -> str:
    """Give the field that a name stands for: written otherwise, misspelt, or another word for it; nothing where none is."""
    known = list(fields)
    if written_so := same_field(name, known):
        return written_so
    plain, same = _plain(name), {_plain(field): field for field in known}
    singular = next((same[one] for one in (f"{plain}s", plain.removesuffix("s")) if one in same), "")
    other = next((field for field in OTHERS.get(plain, ()) if field in known), "")
    return singular or other or nearest(name, known)


def same_field(name: str, fields: Iterable[str]) -> str:
    """Give the field that a name is but for capitals, blanks and hyphens; nothing where none is."""
    return next((field for field in fields if _plain(field) == _plain(name)), "")


def why_needless(name: str) -> str:
    """Say why a field that people look for is none here; nothing for any other."""
    return NEEDLESS.get(_plain(name), "")


def _plain(name: str) -> str:
    """Give a name in small letters with _ between its words, however they were joined."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name) if not name.isupper() else name
    return re.sub(r"[\s-]+", "_", apart.strip()).casefold()
