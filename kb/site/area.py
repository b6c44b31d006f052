"""For my area: how close an entry is to the reader's population, setting and contract type, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.errors import QueryError
from kb.published import wording
from kb.published.labels import Labels
from kb.published.record_types import PopulationRecord
from kb.published.records import EntryRecord

POPULATION, SETTING, CONTRACT_TYPE = "area_population", "area_setting", "area_contract_type"
PARAMETERS = (POPULATION, SETTING, CONTRACT_TYPE)
MOST_PEOPLE = 100_000_000
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Closeness:
    """How close an entry is on one thing: same, near, far or unknown, and in words."""

    level: str
    text: str


@dataclass(frozen=True)
class Area:
    """What the reader said about their own area, in the address and nowhere else."""

    population: int | None = None
    setting: str | None = None
    contract_type: str | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in (self.population, self.setting, self.contract_type))

    @property
    def pairs(self) -> Pairs:
        """Give it as parts of an address."""
        values = zip(PARAMETERS, (self.population, self.setting, self.contract_type), strict=True)
        return tuple((name, str(value)) for name, value in values if value is not None)


def split(pairs: Iterable[tuple[str, str]], labels: Labels) -> tuple[Area, Pairs]:
    """Take the area out of an address; the rest is the page's own. Raises QueryError naming what is allowed."""
    pairs = tuple(pairs)
    mine = {name: value.strip() for name, value in pairs if name in PARAMETERS and value.strip()}
    area = Area(
        population=_people(mine[POPULATION]) if POPULATION in mine else None,
        setting=_term(mine, SETTING, "settings", labels),
        contract_type=_term(mine, CONTRACT_TYPE, "contract_types", labels),
    )
    return area, tuple((name, value) for name, value in pairs if name not in PARAMETERS)


def _people(text: str) -> int:
    digits = text.replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits[:12]) <= MOST_PEOPLE):
        raise QueryError(f"{POPULATION} must be a number of people from 1 to {MOST_PEOPLE:,}, such as 60000")
    return int(digits)


def _term(mine: dict[str, str], name: str, vocabulary: str, labels: Labels) -> str | None:
    value = mine.get(name)
    allowed = [term.id for term in labels.terms(vocabulary)]
    if value is not None and value not in allowed:
        raise QueryError(f"{name} must be one of: {', '.join(allowed)}")
    return value


def closeness(area: Area, entry: EntryRecord, labels: Labels) -> tuple[Closeness, ...]:
    """Say how close an entry is on each thing that the reader stated."""
    found = []
    if area.population is not None:
        found.append(_population(area.population, entry))
    if area.setting is not None:
        found.append(_setting(area.setting, entry, labels))
    if area.contract_type is not None:
        found.append(_contract(area.contract_type, entry, labels))
    return tuple(found)


def _population(mine: int, entry: EntryRecord) -> Closeness:
    theirs = max((p for p in entry.populations if p.size), key=_breadth, default=None)
    if theirs is None or not theirs.size:
        return Closeness("unknown", "Population not stated")
    ratio = theirs.size / mine
    told = f"{wording.people(theirs)} {theirs.counts}"
    if 2 / 3 <= ratio <= 3 / 2:
        return Closeness("same", f"About your size: {told}")
    times = f"{ratio:.1f}" if ratio < 10 else f"{ratio:,.0f}"
    if ratio > 1:
        return Closeness("near" if ratio <= 4 else "far", f"{times} times your size: {told}")
    share = "less than 1%" if ratio < 0.01 else f"{ratio:.0%}"
    return Closeness("near" if ratio >= 1 / 4 else "far", f"{share} of your size: {told}")


def _breadth(population: PopulationRecord) -> tuple[bool, float]:
    """Compare with the whole population that an entry is about, rather than with a part of it."""
    return population.group == "whole-population", float(population.size or 0)


def _setting(mine: str, entry: EntryRecord, labels: Labels) -> Closeness:
    label = labels.label("settings", mine)
    if mine in entry.settings:
        return Closeness("same", f"Your {labels.base.label('setting').lower()}: {label.lower()}")
    if "whole-system" in entry.settings:
        return Closeness("near", f"{labels.label('settings', 'whole-system')}, so {label.lower()} may be part of it")
    if not entry.settings:
        return Closeness("unknown", f"{labels.base.label('setting')} not stated")
    others = ", ".join(labels.label("settings", setting).lower() for setting in entry.settings)
    return Closeness("far", f"Another {labels.base.label('setting').lower()}: {others}")


def _contract(mine: str, entry: EntryRecord, labels: Labels) -> Closeness:
    if mine in entry.contract_types:
        return Closeness(
            "same", f"Your {labels.base.label('contract_type').lower()}: {labels.label('contract_types', mine)}"
        )
    if not entry.contract_types:
        return Closeness("unknown", f"{labels.base.label('contract_type')} not stated")
    others = ", ".join(labels.label("contract_types", kind) for kind in entry.contract_types)
    return Closeness("far", f"Another {labels.base.label('contract_type').lower()}: {others}")
