"""The shapes of an entry, and of what is told with it."""

from kb.api.schemas import Schema, holds, known, many, optional, ref, term, text, told_of_entry, whole
from kb.api.shared import COUNTS, STRENGTH
from kb.published.labels import Labels
from kb.published.summary import ANSWERS, EFFECTS

TERM_LISTS = ("care_models", "organisational_forms", "settings", "population_groups")
FACT_LISTS = {
    "organisations": "Organisation",
    "population": "Population",
    "contacts": "Contact",
    "impacts": "Impact",
    "milestones": "Milestone",
    "figures": "Figure",
    "lessons": "Lesson",
    "related": "Related",
}


def evidence() -> Schema:
    """Give the shape of the summary over impacts."""
    return holds(
        {
            "answer": known(ANSWERS, "What the results come to."),
            "label": text("The answer in a few words."),
            "explanation": text("The answer in a sentence."),
            "results": {**COUNTS, "description": f"Number of results by effect: {', '.join(EFFECTS)}."},
            "levels": whole("Results that are levels without anything to compare them with; they have no effect."),
            "claims_without_method": whole("Results that the source only claims."),
            "not_measured": {**COUNTS, "description": "Targets, projections and illustrations by basis."},
            "strength": STRENGTH,
            "design": optional(text("Study design behind the strongest evidence.")),
            "headline": text("The answer with its design and strength, in a line."),
        },
        "The summary over impacts. Results are counted and never averaged.",
    )


def entry(labels: Labels) -> Schema:
    """Give the properties of an entry."""
    status = {"state": term("status", labels), "as_of": text("Date to which the state belongs, as printed.")}
    gap = {"field": text("Field that is missing or incomplete."), "note": text("What exactly is not said.")}
    checked = {"last_checked": text("Date of the last check against the sources."), "by": text("Team that checked it.")}
    withdrawn = {
        "on": text("Date."), "reason": optional(text("Reason.")), "successor": optional(text("Slug to read instead.")),
    }  # fmt: skip
    return {
        "slug": ref("Slug"),
        "url": text("Address of its page, below the root of the site."),
        "kind": term("kinds", labels, told_of_entry("kind")),
        "title": text(told_of_entry("title")),
        "summary": text(told_of_entry("summary")),
        "vanguard": optional(_vanguard(labels)),
        **{name: many(term(name, labels), told_of_entry(name)) for name in TERM_LISTS},
        "terms": {
            "type": "object",
            "description": told_of_entry("terms"),
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "status": holds(status, told_of_entry("status")),
        "place": optional(_place(labels)),
        "contract": optional(_contract(labels)),
        **{name: many(ref(shape), told_of_entry(name)) for name, shape in FACT_LISTS.items()},
        "evidence": ref("Evidence"),
        "questions": many({"type": "string"}, told_of_entry("questions")),
        "not_stated": many(holds(gap), told_of_entry("not_stated")),
        "sources": many(ref("Source"), "Every source that the entry cites."),
        "review": holds(checked, told_of_entry("review")),
        "withdrawn": optional(holds(withdrawn, told_of_entry("withdrawn"))),
        "labels": {
            "type": "object",
            "description": "Label of each term that the entry uses, by vocabulary and id.",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    }


def near(labels: Labels) -> Schema:
    """Give the shape of the entries that are near another by meaning."""
    properties = {
        "slug": ref("Slug"),
        "kind": term("kinds", labels),
        "title": text("Title."),
        "similarity": {"type": "number", "description": "Likeness of meaning, at most 1."},
        "reason": text("What the two have in common."),
        "url": text("Address of its page, below the root of the site."),
    }
    return many(holds(properties), "Entries that are near by meaning; found by the program, not linked by a person.")


def _vanguard(labels: Labels) -> Schema:
    properties = {
        "type": term("care_models", labels),
        "wave": whole("Wave in which the site was chosen, 1 to 3."),
        "chosen": text("Month in which the site was chosen."),
    }
    return holds(properties, told_of_entry("vanguard"))


def _place(labels: Labels) -> Schema:
    properties = {
        "name": text("Name of the place."),
        "region": optional(term("regions", labels)),
        "country": optional(term("countries", labels)),
        "latitude": {"type": ["number", "null"], "description": "Degrees north of the place's centre."},
        "longitude": {"type": ["number", "null"], "description": "Degrees east of the place's centre."},
    }
    return holds(properties, told_of_entry("place"))


def _contract(labels: Labels) -> Schema:
    properties = {
        "types": many(term("contract_types", labels), "Contract and payment types."),
        "stage": {"type": ["string", "null"], "description": "How far the contract had come."},
        "values": many(ref("ContractValue")),
        "duration": {"type": ["string", "null"], "description": "How long the contract runs, as printed."},
        "terms": many(ref("ContractTerm")),
    }
    return holds(properties, told_of_entry("contract"))
