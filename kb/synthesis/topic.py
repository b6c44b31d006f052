"""A topic: all that the base holds on one term, or on two together, in the order in which a reader needs it."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.published.claims import ClaimRecord, read_claims
from kb.published.labels import Labels, Term
from kb.published.record_types import SourceRecord
from kb.synthesis import topic_facts
from kb.synthesis.subjects import VOCABULARIES, Subjects, subjects_of
from kb.synthesis.tally import Differing, Tally, differing, tally
from kb.synthesis.themes import Group, grouped
from kb.synthesis.topic_answer import on_outcome, on_under, strongest_of
from kb.synthesis.topic_facts import EntryCard, Owned
from kb.synthesis.topic_head import Numbers, answer_of, numbers_of, under_of
from kb.synthesis.wrongs import Among, Wrong, read_wrongs

# Of fewer things that went wrong a reader wants those elsewhere too.
FEWEST = 3
NOT_GOOD = ("bad", "none", "mixed")
MONEY = ("cost", "cost-per-patient", "cost-effectiveness", "savings", "financial-gap")


@dataclass(frozen=True)
class OutcomePart:
    """What is known on one outcome: the answer, what differs, and every claim, results of studies before all others."""

    outcome: Term
    answer: tuple[str, ...]
    studied: Tally
    claimed: Tally
    differing: tuple[Differing, ...]
    claims: tuple[ClaimRecord, ...]


@dataclass(frozen=True)
class Unmeasured:
    """What nobody has measured: hoped for and not measured, or measured elsewhere and not here."""

    hoped: tuple[str, ...]
    missing: tuple[str, ...]
    missing_name: str

    def __bool__(self) -> bool:
        return bool(self.hoped or self.missing)


@dataclass(frozen=True)
class Topic:
    """All that a topic page says."""

    subjects: Subjects
    numbers: Numbers
    answer: tuple[str, ...]
    outcomes: tuple[OutcomePart, ...]
    under: tuple[ClaimRecord, ...]
    """Results of schemes under such a contract that no source ties to the contract."""
    of_under: tuple[str, ...]
    """Which way they point, in words."""
    wrongs: tuple[Wrong, ...]
    lessons: tuple[Group, ...]
    terms: tuple[Owned, ...]
    sums: tuple[Owned, ...]
    contacts: tuple[Owned, ...]
    unmeasured: Unmeasured
    entries: tuple[EntryCard, ...]
    regions: tuple[tuple[str, int], ...]
    ways: tuple[tuple[Subjects, int], ...]
    """Topics of this term and another that its entries have, with their number; none of a topic of two."""
    sources: tuple[SourceRecord, ...]

    @property
    def places(self) -> tuple[EntryCard, ...]:
        """Give the entries that can stand on a map."""
        return tuple(card for card in self.entries if card.latitude is not None)

    @property
    def years(self) -> tuple[str, str] | None:
        """Give the first and the last year that the entries' states belong to."""
        years = sorted(card.date[:4] for card in self.entries)
        return (years[0], years[-1]) if years else None

    @property
    def against(self) -> tuple[ClaimRecord, ...]:
        """Give what is not good among the strongest results of schemes under such a contract."""
        return tuple(claim for claim in strongest_of(self.under) if claim.impact.effect in NOT_GOOD)

    @property
    def money_results(self) -> tuple[OutcomePart, ...]:
        """Give the outcomes that are about money."""
        return tuple(part for part in self.outcomes if part.outcome.id in MONEY)


def read_topic(connection: sqlite3.Connection, subjects: Subjects, labels: Labels) -> Topic:
    """Read all that a topic page says."""
    claims = read_claims(connection, subjects.claims, subjects.values)
    cards = topic_facts.read_cards(connection, subjects)
    lessons = topic_facts.read_lessons(connection, subjects)
    terms = topic_facts.read_terms(connection, subjects)
    sums = topic_facts.read_sums(connection, subjects)
    contacts = topic_facts.read_contacts(connection, subjects)
    groups = grouped(lessons, topic_facts.read_tags(connection, subjects))
    outcomes = _outcomes(claims, _terms(connection, subjects), labels)
    under = under_of(connection, subjects, claims)
    facts: list[Any] = [
        *(claim.impact for claim in (*claims, *under)),
        *(one.lesson for group in groups for one in group.lessons),
    ]
    facts += [one.fact for one in (*terms, *sums, *contacts)]
    known = topic_facts.read_sources(connection)
    return Topic(
        subjects,
        numbers_of(claims, sums),
        answer_of(subjects, claims, labels),
        outcomes,
        under,
        on_under(under, labels),
        read_wrongs(connection, Among(subjects, cards, claims, under), labels),
        groups,
        terms,
        sums,
        contacts,
        _unmeasured(connection, subjects, claims, labels),
        cards,
        _regions(cards, labels),
        _ways(connection, subjects, cards, labels),
        tuple(known[source] for source in dict.fromkeys(fact.source for fact in facts)),
    )


def _terms(connection: sqlite3.Connection, subjects: Subjects) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read the terms of entries by which results may differ; what the topic itself names is no difference."""
    columns = {"settings": "setting", "care_models": "care_model"}
    return {
        name: topic_facts.read_entry_terms(connection, name, column)
        for name, column in columns.items()
        if subjects.of(name) is None
    }


def _outcomes(
    claims: Sequence[ClaimRecord], terms: Mapping[str, Mapping[str, tuple[str, ...]]], labels: Labels
) -> tuple[OutcomePart, ...]:
    """Part claims by outcome, the outcome with most results of studies first."""
    parts = []
    for outcome in dict.fromkeys(claim.impact.outcome for claim in claims):
        of_it = tuple(sorted((claim for claim in claims if claim.impact.outcome == outcome), key=_rank))
        studied = tuple(claim for claim in of_it if claim.studied)
        parts.append(
            OutcomePart(
                labels.term("outcomes", outcome),
                on_outcome(labels.label("outcomes", outcome), of_it, labels),
                tally(studied),
                tally(claim for claim in of_it if claim.claimed),
                differing(studied, terms, labels),
                of_it,
            )
        )
    return tuple(sorted(parts, key=lambda part: (-part.studied.total, -part.claimed.total, part.outcome.label)))


def _rank(claim: ClaimRecord) -> int:
    """Give what studies measured before what is claimed, and both before what was hoped for."""
    return 0 if claim.studied else 1 if claim.claimed else 2


def read_wider(connection: sqlite3.Connection, topic: Topic, labels: Labels) -> tuple[Topic, ...]:
    """Read, for a topic of two terms on which something is missing, what the base holds on each of them alone."""
    complete = len(topic.wrongs) >= FEWEST and topic.contacts and topic.sums and topic.outcomes
    if complete or len(topic.subjects.all) == 1:
        return ()
    return tuple(read_topic(connection, Subjects((one,)), labels) for one in topic.subjects.all)


MEASURED = """select distinct {of} from claims join entries on entries.slug = claims.entry {join}
where claims.basis = 'observed' and entries.withdrawn_on is null and {condition}"""
ABOUT_MODEL = """join impacts on impacts.claim = claims.id
join impact_care_models as model on model.impact = impacts.id"""


def _unmeasured(
    connection: sqlite3.Connection, subjects: Subjects, claims: Sequence[ClaimRecord], labels: Labels
) -> Unmeasured:
    """Name the outcomes (of an outcome: the care models) on which no study in the base gives a result."""
    studied = {claim.impact.outcome for claim in claims if claim.studied}
    hoped = {claim.impact.outcome for claim in claims if not claim.studied} - studied
    if subjects.outcome:
        query = MEASURED.format(of="model.care_model", join=ABOUT_MODEL, condition="claims.outcome = ?")
        models = {row[0] for row in connection.execute(query, [subjects.outcome.id])}
        missing = () if len(subjects.all) > 1 else _named("care_models", models, labels)
        told = (subjects.outcome.label,) if hoped else ()
        return Unmeasured(told, missing, labels.base.plural("care_model").lower())
    everywhere = {row[0] for row in connection.execute(MEASURED.format(of="claims.outcome", join="", condition="1"))}
    absent = [term.label for term in labels.terms("outcomes") if term.id in everywhere - studied - hoped]
    return Unmeasured(tuple(t.label for t in labels.terms("outcomes") if t.id in hoped), tuple(absent), "outcomes")


def _named(vocabulary: str, measured: set[str], labels: Labels) -> tuple[str, ...]:
    return tuple(term.label for term in labels.terms(vocabulary) if term.id not in measured)


def _regions(cards: Sequence[EntryCard], labels: Labels) -> tuple[tuple[str, int], ...]:
    counts = Counter(card.region for card in cards if card.region)
    return tuple((labels.label("regions", region), count) for region, count in counts.most_common())


def _ways(
    connection: sqlite3.Connection, subjects: Subjects, cards: Sequence[EntryCard], labels: Labels
) -> tuple[tuple[Subjects, int], ...]:
    if len(subjects.all) > 1:
        return ()
    slugs, found = {card.slug for card in cards}, []
    own = subjects.all[0]
    for name, vocabulary in VOCABULARIES.items():
        if name in (own.vocabulary.name, "outcomes"):
            continue
        terms = topic_facts.read_entry_terms(connection, name, vocabulary.filter)
        counts = Counter(term for slug in slugs for term in terms.get(slug, ()))
        pairs = (
            (subjects_of(((name, term), (own.vocabulary.name, own.term.id)), labels), n) for term, n in counts.items()
        )
        found += [(pair, count) for pair, count in pairs if pair is not None]
    return tuple(sorted(found, key=lambda way: (-way[1], way[0].title)))
