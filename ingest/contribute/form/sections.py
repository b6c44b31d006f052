"""How the form is parted, and in which order: each field of an entry stands in one section."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A section of the form with the names of its fields."""

    id: str
    title: str
    intro: str
    fields: tuple[str, ...]


SECTIONS = (
    Section(
        "about",
        "What it is about",
        "One scheme, or one finding of a study. Say it so that somebody who has never heard of it understands.",
        ("kind", "title", "summary", "status", "place", "vanguard"),
    ),
    Section(
        "tried",
        "What was tried, and for whom",
        "Tick only what the report supports. Each word is explained beside it.",
        ("care_models", "organisational_forms", "settings", "population_groups", "terms"),
    ),
    Section(
        "results",
        "What came of it",
        "One result for each outcome: what was measured, what happened to it, and where the report says so. "
        "What was only hoped for goes here too; say so under “How the report "
        "knows”. A state without anything to compare it with is a level.",
        ("impacts",),
    ),
    Section(
        "numbers",
        "People, money and other numbers",
        "Each number exactly as printed, with its place.",
        ("population", "contract", "figures"),
    ),
    Section(
        "who",
        "Who took part, and who could be asked",
        "Only what the report prints, and never patients, private addresses or private numbers.",
        ("organisations", "contacts"),
    ),
    Section(
        "learnt",
        "What happened when, and what was learnt",
        "In your own words, not the report's.",
        ("milestones", "lessons"),
    ),
    Section(
        "readers",
        "For those who look for it",
        "What somebody would type who needs this entry, and what they will look for in vain.",
        ("questions", "not_stated", "related"),
    ),
    Section("check", "Your check", "When you held it against the report, and as what.", ("review",)),
    Section(
        "later",
        "Replaced or withdrawn",
        "Only for an entry that is there already and no longer stands.",
        ("superseded", "withdrawn"),
    ),
)
# Sections that are folded until something in them is filled in.
FOLDED = frozenset({"later"})
REPORT_SECTION = "report"


def section_of(name: str) -> str:
    """Give the id of the section in which a field stands, by its name in the form; that of the report for all others."""
    first = name.partition(".")[0]
    return next(
        (one.id for one in SECTIONS if first in one.fields or (name == "slug" and one is SECTIONS[0])), REPORT_SECTION
    )
