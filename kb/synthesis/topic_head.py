"""The head of a topic: three numbers and the answer, which a search shows as a card above its hits."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from kb.published import wording
from kb.published.claims import ClaimRecord, read_claims
from kb.published.labels import Labels
from kb.synthesis.subjects import Subjects, lowered
from kb.synthesis.tally import Tally, tally
from kb.synthesis.topic_answer import on_all, on_outcome
from kb.synthesis.topic_facts import Owned, read_sums

POUND = "GBP"
ENTRIES = "select count(*) from entries where withdrawn_on is null and {entries}"


@dataclass(frozen=True)
class Numbers:
    """The three numbers at the head of a topic: results by effect, the strongest design, money."""

    studied: Tally
    strength: int | None
    design: str | None
    sums: int
    least: str
    most: str

    @property
    def money(self) -> str:
        """Say which sums the contracts name; a range of what is printed and no total."""
        if not self.sums:
            return ""
        return self.least if self.least == self.most else f"{self.least} to {self.most}"


@dataclass(frozen=True)
class Head:
    """What a topic comes to in a few lines."""

    subjects: Subjects
    entries: int
    numbers: Numbers
    answer: tuple[str, ...]


def read_head(connection: sqlite3.Connection, subjects: Subjects, labels: Labels) -> Head:
    """Read the head of a topic."""
    claims = read_claims(connection, subjects.claims, subjects.values)
    entries = connection.execute(ENTRIES.format(entries=subjects.entries), subjects.values).fetchone()[0]
    numbers = numbers_of(claims, read_sums(connection, subjects))
    return Head(subjects, entries, numbers, answer_of(subjects, claims, labels))


def answer_of(subjects: Subjects, claims: Sequence[ClaimRecord], labels: Labels) -> tuple[str, ...]:
    """Answer a topic: on its outcome, or on all outcomes together."""
    if subjects.outcome is None:
        return on_all(subjects, claims, labels)
    others = [lowered(one.term.label) for one in subjects.all if one.term != subjects.outcome]
    name = f"{subjects.outcome.label} ({others[0]})" if others else subjects.outcome.label
    return on_outcome(name, claims, labels)


def numbers_of(claims: Sequence[ClaimRecord], sums: Sequence[Owned]) -> Numbers:
    """Give the three numbers: results of studies, the strongest of them, sums in pounds."""
    studied = [claim for claim in claims if claim.studied]
    strongest = max(
        studied, key=lambda claim: -1 if claim.impact.strength is None else claim.impact.strength, default=None
    )
    pounds = sorted(one.fact.amount for one in sums if one.fact.currency == POUND)
    return Numbers(
        tally(studied),
        strongest.impact.strength if strongest else None,
        strongest.impact.design if strongest and strongest.impact.strength is not None else None,
        len(pounds),
        wording.money(pounds[0], POUND) if pounds else "",
        wording.money(pounds[-1], POUND) if pounds else "",
    )
