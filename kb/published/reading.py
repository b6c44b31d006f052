"""How far the source of an excerpt was read: an excerpt names its part of the entry, not the fact, so its words tell it."""

from collections.abc import Sequence

from kb.published import wording
from kb.published.record_types import HasSource, ImpactRecord
from kb.published.records import EntryRecord

# What of a fact stands in its excerpt word for word.
WORDS = ("text", "what", "counts", "note", "population", "email")


def reading_of(entry: EntryRecord, field: str, text: str) -> str:
    """Say how far the source of an excerpt was read (abstract read); empty where the whole of it was.

    Where the words fit several facts whose sources were read differently, it says "in part".
    """
    facts = _facts(entry, field)
    told = [fact for fact in facts if _stands_in(fact, text)] or facts
    readings = dict.fromkeys(entry.reading(fact) for fact in told)
    known = " or ".join(one for one in readings if one)
    return f"in part {known}" if known and len(readings) > 1 else known


def _facts(entry: EntryRecord, field: str) -> Sequence[HasSource]:
    """Give the facts that an excerpt of a field may be of; those of all fields for the summary, which speaks of all."""
    by_field: dict[str, Sequence[HasSource]] = {
        "impacts": entry.impacts,
        "lessons": entry.lessons,
        "contract": (*entry.contract_values, *entry.contract_terms),
        "population": entry.populations,
        "figures": entry.figures,
        "milestones": entry.milestones,
        "contacts": entry.contacts,
    }
    every = [fact for facts in by_field.values() for fact in facts]
    return every if field == "summary" else by_field.get(field, ())


def _stands_in(fact: HasSource, text: str) -> bool:
    own = [getattr(fact, name, None) for name in WORDS]
    own += [wording.result(fact)] if isinstance(fact, ImpactRecord) else []
    return any(words and words in text for words in own)
