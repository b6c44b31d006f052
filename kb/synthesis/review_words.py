"""The sentences of a review: facts, results and money of one entry, each with the place where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from kb.published import wording
from kb.published.labels import Labels
from kb.published.record_types import ImpactRecord, SourceRecord
from kb.published.records import EntryRecord
from kb.published.summary import Evidence
from kb.published.verdict import headline


class HasCite(Protocol):
    """A fact that names its source and a place in it."""

    @property
    def source(self) -> str:
        """Id of the source."""
        ...

    @property
    def at(self) -> str:
        """Place in the source."""
        ...


@dataclass(frozen=True)
class Line:
    """A name and what belongs to it."""

    name: str
    text: str


@dataclass(frozen=True)
class Said:
    """A statement and where it stands."""

    text: str
    cite: str
    source: str
    at: str = ""
    """Place in the source; none of a source itself."""


@dataclass(frozen=True)
class Result:
    """One impact in words."""

    number: int
    entry: EntryRecord
    impact: ImpactRecord
    outcome: str
    size: str
    effect: str
    basis: str
    design: str
    strength: str
    context: str
    note: str
    cite: str

    @property
    def measured(self) -> bool:
        """Tell whether it is a result; targets, projections and stories are not."""
        return self.impact.measured

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        parts = [f"{self.outcome}: {self.size}", f"{self.basis.lower()}; {self.design.lower()}", self.context]
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True)
class Citations:
    """The sources of a review, numbered in the order of their first use."""

    sources: tuple[SourceRecord, ...]

    @classmethod
    def of(cls, entries: Iterable[EntryRecord], further: Iterable[SourceRecord] = ()) -> "Citations":
        """Number the sources of some entries, then further ones."""
        found = {source.id: source for entry in entries for source in entry.sources}
        found |= {source.id: source for source in further if source.id not in found}
        return cls(tuple(found.values()))

    def only(self, cited: Iterable[str]) -> "Citations":
        """Number those that are cited, without gaps, in the order in which they are cited."""
        known = {source.id: source for source in self.sources}
        return Citations(tuple(known[source] for source in dict.fromkeys(cited)))

    def cite(self, fact: HasCite) -> str:
        """Say where a fact stands: [2, slide 3]; and how far the source was read, where not the whole of it was."""
        ids = [source.id for source in self.sources]
        number = ids.index(fact.source)
        read = wording.READ.get(self.sources[number].read)
        return f"[{number + 1}, {fact.at}{f'; {read}' if read else ''}]"

    def said(self, text: str, fact: HasCite) -> Said:
        """Give a statement with where it stands."""
        return Said(text, self.cite(fact), fact.source, fact.at)

    def again(self, said: Said) -> Said:
        """Give a statement that other numbers cited with where it stands by these."""
        return replace(said, cite=self.cite(said))

    def listed(self) -> tuple[Said, ...]:
        """Give the list of sources, each with its limits."""
        return tuple(_listed(number, source) for number, source in enumerate(self.sources, start=1))


def _listed(number: int, source: SourceRecord) -> Said:
    where = "".join(f" {one}" for one in (source.url, source.doi and f"https://doi.org/{source.doi}") if one)
    return Said(f"[{number}] {wording.cited(source)}{where}", f"{wording.gives(source)}. {source.limits}", source.id)


def facts(entry: EntryRecord, labels: Labels) -> tuple[Line, ...]:
    """Give what an entry is about, line by line; lines without content are left out."""
    base = labels.base
    lines = [
        Line(base.label("kind"), labels.label("kinds", entry.kind)),
        Line("Status", f"{labels.label('status', entry.status)}, at {wording.day(entry.status_as_of)}"),
        Line("Place", ", ".join(part for part in (entry.place, labels.label("regions", entry.region)) if part)),
        Line(base.plural("care_model"), _named(entry.care_models, "care_models", labels)),
        Line("Legal form", _named(entry.organisational_forms, "organisational_forms", labels)),
        Line(base.plural("setting"), _named(entry.settings, "settings", labels)),
        Line(base.label("population_group"), _named(entry.population_groups, "population_groups", labels)),
        Line(base.label("contract_type"), _named(entry.contract_types, "contract_types", labels)),
        Line("Contract stage", entry.contract_stage or ""),
        Line("Contract length", entry.contract_duration or ""),
        Line("Last checked", f"{wording.day(entry.last_checked)}, by {entry.checked_by}"),
    ]
    return tuple(line for line in lines if line.text)


def _named(terms: Iterable[str], vocabulary: str, labels: Labels) -> str:
    return ", ".join(labels.label(vocabulary, term) for term in terms)


def findings(evidence: Evidence, labels: Labels) -> tuple[str, ...]:
    """Say what the impacts of an entry come to."""
    said = [f"{headline(evidence, labels)}. {evidence.explanation}"]
    if evidence.results:
        counted = ", ".join(
            f"{count} {labels.label('effects', name).lower()}" for name, count in evidence.results.items()
        )
        strongest = wording.strength_in_full(evidence.strength)
        said.append(f"Results: {counted}. Strongest evidence: {strongest}.")
    if evidence.unmeasured:
        counted = ", ".join(f"{labels.label('basis', name).lower()} ({n})" for name, n in evidence.unmeasured.items())
        said.append(f"Not measured: {counted}.")
    if evidence.claims:
        said.append(evidence.claimed_words)
    return tuple(said)


def result_of(number: int, entry: EntryRecord, impact: ImpactRecord, labels: Labels, citations: Citations) -> Result:
    """Put one impact into words."""
    direction = labels.label("directions", impact.direction)
    size = wording.result(impact)
    return Result(
        number=number,
        entry=entry,
        impact=impact,
        outcome=labels.label("outcomes", impact.outcome),
        size=f"{direction}: {size}" if size else direction,
        effect=labels.label("effects", impact.effect) if impact.effect else "No effect of its own",
        basis=labels.label("basis", impact.basis),
        design=labels.label("study_designs", impact.design),
        strength=wording.strength_in_full(impact.strength),
        context=_context(impact),
        note=impact.note or "",
        cite=citations.cite(impact),
    )


def _context(impact: ImpactRecord) -> str:
    """Say in whom, when, from what and against what."""
    against = wording.comparator(impact)
    if against and impact.comparator_value is not None:
        against = f"{against} ({wording.amount(impact.comparator_value, None, impact.unit, impact.unit_label)})"
    parts = [
        f"in: {impact.population}" if impact.population else "",
        f"period: {impact.period}" if impact.period else "",
        f"counted from: {impact.baseline}" if impact.baseline else "",
        f"against: {against}" if against else "",
        wording.interval(impact),
    ]
    return "; ".join(part for part in parts if part)


def money_and_terms(entry: EntryRecord, citations: Citations) -> tuple[Said, ...]:
    """Give the sums and the terms of a contract."""
    sums = [citations.said(_with(f"{wording.sum_of(v)}: {v.what}", v.period, v.note), v) for v in entry.contract_values]
    return (*sums, *(citations.said(term.text, term) for term in entry.contract_terms))


def figures(entry: EntryRecord, citations: Citations) -> tuple[Said, ...]:
    """Give who is counted, and the other figures."""
    counted = [
        citations.said(_with(f"{wording.people(p) or 'Not readable'}: {p.counts}", p.note), p)
        for p in entry.populations
    ]
    others = [
        citations.said(_with(f"{wording.figure(f) or 'Not readable'}: {f.what}", f.note), f) for f in entry.figures
    ]
    return (*counted, *others)


def _with(text: str, *more: str | None) -> str:
    added = "; ".join(part for part in more if part)
    return f"{text} ({added})" if added else text
