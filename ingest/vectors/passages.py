"""Cuts an entry into passages: short plain texts, each of which can answer a search by itself."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kb.model.citations import citations
from kb.model.claims import Figure, Impact
from kb.model.entry import Entry
from kb.model.facts import Contact, ContractValue, Milestone, Number, Population
from kb.model.rating import LEVEL, NOT_MEASURED, OPPOSITE, effect
from kb.model.vocabulary import Vocabularies
from kb.numbers.singular import of_one
from kb.published.wording import qualified
from kb.search.facts import SUM

# The model reads 256 tokens. Ninety words of this field's English and a title stay under that with room to spare.
MAX_WORDS = 90
KEYWORDS_ONLY = frozenset({"citations", "not_stated"})
SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True)
class Passage:
    """A text that is searched and shown. What it is about is said by the title, which is embedded with it.

    Of an impact, it has the effect as well, and whether it was only hoped for.
    """

    entry: str
    field: str
    position: int
    text: str
    title: str = ""
    effect: str | None = None
    hoped: bool = False

    @property
    def embedded(self) -> str | None:
        """The text that gets a vector; None for one that only its words should find."""
        if self.field in KEYWORDS_ONLY:
            return None
        return f"{self.title}. {self.text}" if self.title else self.text


def passages(slug: str, entry: Entry, vocabularies: Vocabularies) -> list[Passage]:
    """Give an entry's passages in a fixed order."""
    labels = _Labels(vocabularies)
    found: list[Passage] = []
    for field, text, effect_, hoped in _texts(entry, labels):
        prefix = "" if field == "summary" else entry.title
        for part in split(text):
            found.append(Passage(slug, field, len(found), part, prefix, effect_, hoped))
    return found


class _Text(NamedTuple):
    """A text with the field that it comes from; of an impact, its effect and whether it was only hoped for."""

    field: str
    text: str
    effect: str | None = None
    hoped: bool = False


def split(text: str, limit: int = MAX_WORDS) -> list[str]:
    """Cut a text at sentence ends into parts of at most `limit` words; a longer sentence is cut between words."""
    parts: list[str] = []
    current: list[str] = []
    for sentence in _SENTENCE_END.split(" ".join(text.split())):
        words = sentence.split()
        if current and len(current) + len(words) > limit:
            parts.append(" ".join(current))
            current = []
        while len(words) > limit:
            parts.append(" ".join(words[:limit]))
            words = words[limit:]
        current += words
    return [*parts, " ".join(current)] if current else parts


@dataclass(frozen=True)
class _Labels:
    vocabularies: Vocabularies

    def one(self, vocabulary: str, term: str) -> str:
        found = self.vocabularies.terms(vocabulary).get(term)
        return found.label if found else term.replace("-", " ")

    def title(self, vocabulary: str) -> str:
        """Give the name of a vocabulary, as its file has it."""
        return self.vocabularies.by_name[vocabulary].title

    def unit(self, unit: str | None) -> str | None:
        """Give a unit in words; one of money keeps its ISO code in front."""
        if unit is None or unit[:3].isupper():
            return unit and unit.replace("-", " ")
        return self.one("units", unit)

    def many(self, vocabulary: str, terms: Iterable[str]) -> str:
        return ", ".join(self.one(vocabulary, term) for term in terms)


def _texts(entry: Entry, labels: _Labels) -> Iterator[_Text]:
    """Give each text with the field that it comes from."""
    yield _Text("summary", f"{_closed(entry.title)} {entry.summary}")
    for question in entry.questions:
        yield _Text("questions", question)
    for impact in entry.impacts:
        yield _impact(impact, labels.vocabularies)
    for lesson in entry.lessons:
        yield _Text("lessons", lesson.text)
    yield from _contract(entry, labels)
    for population in entry.population:
        yield _Text("population", _population(population, labels))
    for figure in entry.figures:
        yield _Text("figures", _figure(figure, labels))
    for milestone in entry.milestones:
        yield _Text("milestones", _milestone(milestone))
    yield from _about(entry, labels)
    for contact in entry.contacts:
        yield _Text("contacts", _contact(contact))
    for gap in entry.not_stated:
        yield _Text("not_stated", gap.note)
    yield _Text("citations", ". ".join(dict.fromkeys(f"{cite.source}, {cite.at}" for _, cite in citations(entry))))


def _about(entry: Entry, labels: _Labels) -> Iterator[_Text]:
    """Give what the filters know, in words."""
    lists = (
        (labels.title("care_models"), "care_models", entry.care_models),
        (labels.title("organisational_forms"), "organisational_forms", entry.organisational_forms),
        (labels.title("settings"), "settings", entry.settings),
        ("For", "population_groups", entry.population_groups),
    )
    own = ((labels.title(name), name, ids) for name, ids in entry.terms.items())
    terms = [f"{name}: {labels.many(vocabulary, ids)}." for name, vocabulary, ids in (*lists, *own) if ids]
    state = f"Status in {entry.status.as_of}: {labels.one('status', entry.status.state)}."
    yield _Text("status", " ".join([state, *terms]))
    if entry.place:
        region = labels.one("regions", entry.place.region)
        yield _Text("place", f"{entry.place.name}, {region}, {labels.one('countries', entry.place.country)}.")
    if entry.organisations:
        names = [f"{item.name} ({labels.one('organisation_roles', item.role)})" for item in entry.organisations]
        yield _Text("organisations", f"Organisations: {'; '.join(names)}.")


def _contract(entry: Entry, labels: _Labels) -> Iterator[_Text]:
    contract = entry.contract
    if contract is None:
        return
    types = f"Contract: {labels.many('contract_types', contract.types)}." if contract.types else ""
    stage = f"Stage: {_closed(contract.stage)}" if contract.stage else ""
    duration = f"Duration: {_closed(contract.duration)}" if contract.duration else ""
    head = _joined(types, stage, duration)
    if head:
        yield _Text("contract", head)
    for value in contract.values:
        yield _Text("contract", _value(value))
    for item in contract.terms:
        yield _Text("contract", item.text)


def _value(value: ContractValue) -> str:
    period = f", {value.period}" if value.period else ""
    size = qualified(amount(value.amount, value.currency), value.qualifier)
    return _joined(f"{SUM} {size}{period}: {_closed(value.what)}", value.note)


def _impact(impact: Impact, vocabularies: Vocabularies) -> _Text:
    text = impact_in_words(impact, vocabularies)
    return _Text("impacts", text, effect(impact, vocabularies).value, impact.basis in NOT_MEASURED)


def impact_in_words(impact: Impact, vocabularies: Vocabularies) -> str:
    """Give an impact as sentences."""
    labels = _Labels(vocabularies)
    direction = labels.one("directions", impact.direction).lower()
    judged = effect(impact, vocabularies).value
    effect_in_words = f"; effect: {labels.one('effects', judged).lower()}" if judged else ""
    knowledge = f"{labels.one('basis', impact.basis)}, {labels.one('study_designs', impact.design).lower()}"
    first = (
        f"{labels.one('outcomes', impact.outcome)}: {direction}{_size(impact, labels)} ({knowledge}{effect_in_words})."
    )
    parts: list[tuple[str, str | None]] = [
        ("", impact.note),
        ("In: ", impact.population),
        ("Over: ", impact.period),
        ("Against: ", impact.baseline),
    ]
    details = [f"{lead}{_closed(text)}" for lead, text in parts if text]
    return _joined(first, *details, _compared(impact, labels), _interval(impact))


def _size(impact: Impact, labels: _Labels) -> str:
    """Write the size of an impact after its direction: what rose to a level did not rise by it."""
    unit = labels.unit(impact.unit)
    size = "" if impact.value is None else qualified(amount(impact.value, unit, impact.value_to), impact.qualifier)
    level = size and impact.measure == LEVEL and impact.direction in OPPOSITE
    moved = "" if impact.from_ is None or impact.to is None else f" from {impact.from_:,} to {amount(impact.to, unit)}"
    return f"{', a level of' if level else ''}{f' {size}' if size else ''}{moved}"


def _compared(impact: Impact, labels: _Labels) -> str:
    if impact.comparator is None:
        return ""
    value = impact.comparator.value
    size = f", {amount(value, labels.unit(impact.unit))}" if value is not None else ""
    more = ", which changed more" if impact.comparator.changed else ""
    return f"Compared with {impact.comparator.name}{size}{more}."


def _interval(impact: Impact) -> str:
    interval = impact.interval
    if interval is None:
        return ""
    return f"{interval.level} percent confidence interval {interval.low} to {interval.high}."


def _population(population: Population, labels: _Labels) -> str:
    group = labels.one("population_groups", population.group)
    size = amount(population.size, "", population.size_max) if population.size is not None else ""
    size = qualified(size, population.qualifier)
    return _joined(f"Population: {size} {population.counts} ({group}).".replace("  ", " "), population.note)


def _figure(figure: Figure, labels: _Labels) -> str:
    size = "" if figure.value is None else amount(figure.value, labels.unit(figure.unit), figure.value_to)
    told = f"{qualified(size, figure.qualifier)}: " if size else ""
    return _joined(f"{told}{_closed(figure.what)}", figure.note)


def _milestone(milestone: Milestone) -> str:
    end = f" to {milestone.to}" if milestone.to else ""
    return f"{milestone.date}{end} ({milestone.state}): {_closed(milestone.what)}"


def _contact(contact: Contact) -> str:
    parts = (contact.name, contact.role, contact.organisation, contact.email, contact.phone)
    return f"Contact in {contact.as_of}: {', '.join(part for part in parts if part)}."


def amount(value: Number, unit: str | None, value_to: Number | None = None) -> str:
    """Give a number as people write it: £20 million, -36 percent, 30,000 to 50,000 people."""
    code, _, rest = (unit or "").partition(" ")
    sign = SIGNS.get(code, "")
    write: Callable[[Number], str] = (lambda number: _money(number, sign)) if sign else (lambda number: f"{number:,}")
    size = write(value) if value_to is None else f"{write(value)} to {write(value_to)}"
    tail = rest if sign else (unit or "")
    return f"{size} {of_one(tail) if size == '1' else tail}".rstrip()


def _money(value: Number, sign: str) -> str:
    minus = "-" if value < 0 else ""
    for size, name in ((1_000_000_000, " billion"), (1_000_000, " million")):
        if abs(value) >= size and round(abs(value) / size, 3) * size == abs(value):
            return f"{minus}{sign}{abs(value) / size:g}{name}"
    return f"{minus}{sign}{abs(value):,}"


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
