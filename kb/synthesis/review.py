"""A rapid review of a search or a selection: what page, Markdown and Word show, in words and in order."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kb.published import wording
from kb.published.labels import Labels
from kb.published.record_types import SourceRecord
from kb.published.records import EntryRecord
from kb.published.summary import Evidence, weigh
from kb.published.verdict import verdict
from kb.synthesis.disagreements import CLEAR, Disagreement, Side
from kb.synthesis.people import whom
from kb.synthesis.review_words import (
    Citations,
    Line,
    Result,
    Said,
    facts,
    figures,
    findings,
    money_and_terms,
    result_of,
)


@dataclass(frozen=True)
class Method:
    """How the entries were found, in full, so that anybody can do it again."""

    question: str
    lines: tuple[Line, ...]
    total: int
    address: str
    data_version: str
    on: date
    certain: bool = True
    """False where nothing in the base answers the question, and these are the nearest misses."""
    complete: bool = True
    """False where the base is too large to be sure of all: then there are at least `total`."""

    @property
    def at_least(self) -> str:
        """Give the words to put before the number of hits: none where it is the whole number."""
        return "" if self.complete else "at least "


@dataclass(frozen=True)
class Study:
    """One row of the table of key studies."""

    number: int
    entry: EntryRecord
    kind: str
    place: str
    status: str
    care_models: str
    population: str
    evidence: str
    strength: str


@dataclass(frozen=True)
class Section:
    """One entry in words."""

    number: int
    entry: EntryRecord
    facts: tuple[Line, ...]
    withdrawn: str
    evidence: tuple[str, ...]
    results: tuple[Result, ...]
    contract: tuple[Said, ...]
    figures: tuple[Said, ...]
    lessons: tuple[Said, ...]
    contacts: tuple[Said, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class Opposing:
    """Results about one outcome that point different ways, side by side and unmerged."""

    outcome: str
    differs_in: tuple[str, ...]
    sides: tuple[Result, ...]


@dataclass(frozen=True)
class Further:
    """Entries that are not reviewed and name somebody, where none of those reviewed does, and what they are on."""

    on: str
    entries: tuple[EntryRecord, ...]

    @property
    def sources(self) -> tuple[SourceRecord, ...]:
        """Give the sources that name these people."""
        return tuple(one for entry in self.entries for one in entry.sources if one.id == entry.contacts[0].source)


NOBODY = Further("", ())


@dataclass(frozen=True)
class Other:
    """Somebody whom an entry names that is not reviewed."""

    on: str
    entry: EntryRecord
    said: Said


@dataclass(frozen=True)
class Review:
    """All that a review says."""

    method: Method
    overview: tuple[str, ...]
    studies: tuple[Study, ...]
    results: tuple[Result, ...]
    sections: tuple[Section, ...]
    opposing: tuple[Opposing, ...]
    gaps: tuple[Line, ...]
    others: tuple[Other, ...]
    citations: Citations
    cautions: tuple[str, ...]

    @property
    def sources(self) -> tuple[Said, ...]:
        """Give all sources of its entries, each with its limits."""
        return self.citations.listed()

    @property
    def title(self) -> str:
        """Give the title of the document."""
        return f"Rapid review: {self.method.question}"


NOT_STATED = "not-stated"
CAUTIONS = (
    "Only the documents that these entries cite were read. This is not a systematic review of the literature.",
    "Each result stands as its source gives it. Results are counted and never averaged or pooled.",
    "The strength of evidence rates the design of the study behind a result, not how well the study was done.",
    "Targets, projections and stories show what was intended or hoped for. They are not results.",
    "No clear effect does not mean proof of no effect.",
)


def review(entries: Sequence[EntryRecord], method: Method, labels: Labels, further: Further = NOBODY) -> Review:
    """Write the review of some entries, in their order; `further` names whom to ask where none of them does."""
    citations = Citations.of(entries, further.sources)
    numbers = {entry.slug: number for number, entry in enumerate(entries, start=1)}
    results = {
        entry.slug: tuple(result_of(numbers[entry.slug], entry, impact, labels, citations) for impact in entry.impacts)
        for entry in entries
    }
    return Review(
        method=method,
        overview=_overview(entries, method, labels),
        studies=tuple(_study(numbers[entry.slug], entry, labels) for entry in entries),
        results=tuple(result for entry in entries for result in results[entry.slug] if result.measured),
        sections=tuple(
            _section(numbers[entry.slug], entry, results[entry.slug], labels, citations, method.on) for entry in entries
        ),
        opposing=_opposing(entries, numbers, labels, citations),
        gaps=tuple(Line(entry.title, gap.note) for entry in entries for gap in entry.not_stated),
        others=tuple(
            Other(further.on, entry, citations.said(whom(entry.contacts[0], method.on), entry.contacts[0]))
            for entry in further.entries
        ),
        citations=citations,
        cautions=CAUTIONS,
    )


def _study(number: int, entry: EntryRecord, labels: Labels) -> Study:
    sizes = [
        f"{wording.people(population)} {population.counts}"
        for population in entry.populations
        if population.size is not None
    ]
    return Study(
        number=number,
        entry=entry,
        kind=labels.label("kinds", entry.kind),
        place=entry.place or "Not tied to a place",
        status=_status(entry, labels),
        care_models=", ".join(labels.label("care_models", model) for model in entry.care_models) or "None named",
        population=sizes[0] if sizes else "Not stated",
        evidence=verdict(entry, labels).label,
        strength=wording.strength_in_full(entry.strength),
    )


def _status(entry: EntryRecord, labels: Labels) -> str:
    as_of = wording.day(entry.status_as_of)
    return f"As of {as_of}" if entry.status == NOT_STATED else f"{labels.label('status', entry.status)} ({as_of})"


def _section(
    number: int, entry: EntryRecord, results: tuple[Result, ...], labels: Labels, citations: Citations, on: date
) -> Section:
    return Section(
        number=number,
        entry=entry,
        facts=facts(entry, labels),
        withdrawn=_withdrawn(entry),
        evidence=findings(entry.evidence, labels),
        results=results,
        contract=money_and_terms(entry, citations),
        figures=figures(entry, citations),
        lessons=tuple(citations.said(lesson.text, lesson) for lesson in entry.lessons),
        contacts=tuple(citations.said(whom(contact, on), contact) for contact in entry.contacts),
        gaps=tuple(gap.note for gap in entry.not_stated),
    )


def _withdrawn(entry: EntryRecord) -> str:
    if entry.withdrawn_on is None:
        return ""
    instead = f" Read instead: {entry.withdrawn_successor}." if entry.withdrawn_successor else ""
    return f"This entry was withdrawn on {wording.day(entry.withdrawn_on)}: {entry.withdrawn_reason}{instead}"


def _overview(entries: Sequence[EntryRecord], method: Method, labels: Labels) -> tuple[str, ...]:
    """Say in a few sentences what was found; counts only."""
    if not entries:
        return ("Nothing in the base passes these conditions. That is a gap in this base, not a finding.",)
    found = [f"The review covers {wording.count(len(entries), 'entry', 'entries')}: {_kinds(entries, labels)}."]
    if method.total > len(entries):
        found.append(
            f"The search found {method.at_least}{method.total:,}; only the first {len(entries):,} are set out here."
        )
    if not method.certain:
        found.append("Nothing in the base answers the question well. These are the nearest entries.")
    evidence = weigh(impact for entry in entries for impact in entry.impacts)
    found.append(f"They record {wording.count(evidence.total, 'result')}{_counted(evidence, labels)}.")
    others = sum(evidence.unmeasured.values())
    if others:
        named = wording.count(others, "target, projection or story", "targets, projections or stories")
        verb = "is not counted as a result" if others == 1 else "are not counted as results"
        found.append(f"They also record {named}, which {verb}.")
    if evidence.strength is not None:
        strongest = wording.strength_in_full(evidence.strength)
        found.append(f"The strongest evidence behind any of the results is {strongest}.")
    return tuple(found)


def _counted(evidence: Evidence, labels: Labels) -> str:
    """Say how the results divide by effect; each claim counts once, however many entries tell it."""
    counted = [
        f"{evidence.results[t.id]} {t.label.lower()}" for t in labels.terms("effects") if t.id in evidence.results
    ]
    counted += [wording.count(evidence.levels, "level without comparison", "levels without comparison")] * bool(
        evidence.levels
    )
    return f" ({', '.join(counted)})" if counted else ""


def _kinds(entries: Sequence[EntryRecord], labels: Labels) -> str:
    counts = Counter(entry.kind for entry in entries)
    named = [(counts[term.id], term) for term in labels.terms("kinds") if counts[term.id]]
    return ", ".join(wording.count(n, term.label.lower(), labels.base.counted(term.id)) for n, term in named)


def _opposing(
    entries: Sequence[EntryRecord], numbers: dict[str, int], labels: Labels, citations: Citations
) -> tuple[Opposing, ...]:
    """Give the outcomes on which the results of all entries together do not agree."""
    by_outcome: dict[str, list[Side]] = defaultdict(list)
    for entry in entries:
        for impact in entry.impacts:
            if impact.measured and impact.effect in CLEAR:
                by_outcome[impact.outcome].append(Side(entry, impact))
    found = [
        Disagreement(outcome, tuple(sides))
        for outcome, sides in by_outcome.items()
        if len({side.impact.effect for side in sides}) > 1
    ]
    return tuple(
        Opposing(
            labels.label("outcomes", one.outcome),
            one.differs_in,
            tuple(result_of(numbers[s.entry.slug], s.entry, s.impact, labels, citations) for s in one.sides),
        )
        for one in found
    )
