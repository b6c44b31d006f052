"""What went wrong on a topic: schemes that failed, results that went the wrong way, claims that did not hold, aims missed."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.published import wording
from kb.published.claims import ClaimRecord
from kb.published.labels import Labels
from kb.synthesis.subjects import Subjects
from kb.synthesis.telling import told
from kb.synthesis.topic_facts import EntryCard

# States of a scheme that say that it went wrong; one that has ended may have done all that it was to do. A finding's state
# is that of what it studied, which has its own entry.
STOPPED = {"failed": "Failed", "unsuccessful-bid": "Bid turned down"}
CONTRADICTED = """select claim_links.claim, claim_links.other_claim, claim_links.note from claim_links
where claim_links.relation = 'contradicts' order by claim_links.rowid"""


@dataclass(frozen=True)
class Wrong:
    """One thing that went wrong: what kind it is, where, and in words."""

    kind: str
    title: str
    url: str
    text: str


@dataclass(frozen=True)
class Among:
    """What is looked at: the entries of a topic, its claims, and results under its contract that are not tied to it."""

    subjects: Subjects
    cards: Sequence[EntryCard]
    claims: Sequence[ClaimRecord]
    under: Sequence[ClaimRecord] = ()


def read_wrongs(connection: sqlite3.Connection, among: Among, labels: Labels) -> tuple[Wrong, ...]:
    """Give what went wrong, schemes that failed first, what no source ties to the contract last."""
    untied = _of_claims(connection, among.under, among.subjects, labels)
    return (
        *_stopped(among.cards),
        *_of_claims(connection, among.claims, among.subjects, labels),
        *(replace(one, kind=f"{one.kind}, under such a contract") for one in untied),
    )


def _of_claims(
    connection: sqlite3.Connection, claims: Sequence[ClaimRecord], subjects: Subjects, labels: Labels
) -> tuple[Wrong, ...]:
    return (
        *_worse(claims, subjects, labels),
        *_contradicted(connection, claims, labels),
        *_missed(claims, labels),
    )


def _stopped(cards: Sequence[EntryCard]) -> Iterator[Wrong]:
    for state, name in STOPPED.items():
        for card in cards:
            if card.status == state and card.kind != "finding":
                yield Wrong(name, card.title, card.url, f"As of {wording.day(card.status_as_of)}. {card.summary}")


def _worse(claims: Sequence[ClaimRecord], subjects: Subjects, labels: Labels) -> Iterator[Wrong]:
    for claim in claims:
        if claim.impact.effect == "bad" and claim.impact.measured:
            kind = "Worse, a study found" if claim.studied else "Worse, by its own report"
            yield Wrong(kind, claim.title, claim.url, told(claim, labels, named=subjects.outcome is None))


def _contradicted(connection: sqlite3.Connection, claims: Sequence[ClaimRecord], labels: Labels) -> Iterator[Wrong]:
    by_id = {claim.id: claim for claim in claims}
    for _, other, note in connection.execute(CONTRADICTED):
        if other in by_id:
            claim = by_id[other]
            yield Wrong("A claim that a study contradicts", claim.title, claim.url, f"{told(claim, labels)} {note}")


def _missed(claims: Sequence[ClaimRecord], labels: Labels) -> Iterator[Wrong]:
    for claim in claims:
        if claim.impact.reached == "not-reached":
            yield Wrong("An aim that was not reached", claim.title, claim.url, told(claim, labels))
