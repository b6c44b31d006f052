"""The free texts of an entry that are tagged, each with the name of its field."""

from collections.abc import Sequence

from kb.model.entry import Entry
from kb.model.facts import Fact


def texts(entry: Entry) -> list[tuple[str, str]]:
    """Give pairs of field and text: 'summary', 'lessons.0.text', 'impacts.2.note' and so on."""
    found: list[tuple[str, str | None]] = [("title", entry.title), ("summary", entry.summary)]
    if entry.contract:
        found += [("contract.stage", entry.contract.stage), ("contract.duration", entry.contract.duration)]
        found += _of("contract.values", entry.contract.values, ("what", "note"))
        found += _of("contract.terms", entry.contract.terms, ("text",))
    found += _of("population", entry.population, ("counts", "note"))
    found += _of("impacts", entry.impacts, ("note", "population", "baseline"))
    found += _of("milestones", entry.milestones, ("what",))
    found += _of("figures", entry.figures, ("what", "note"))
    found += _of("lessons", entry.lessons, ("text",))
    found += [(f"questions.{index}", question) for index, question in enumerate(entry.questions)]
    return [(field, text) for field, text in found if text]


def _of(name: str, facts: Sequence[Fact], fields: tuple[str, ...]) -> list[tuple[str, str | None]]:
    return [(f"{name}.{index}.{field}", getattr(fact, field)) for index, fact in enumerate(facts) for field in fields]
