"""The head of a topic: three numbers and the answer, which a search shows as a card above its hits."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from kb.published import wording
from kb.published.claims import ClaimRecord, read_claims
from kb.published.labels import Labels
from kb.published.studies import is_money
from kb.synthesis.subjects import UNDER, Subjects, lowered
from kb.synthesis.tally import Tally, tally
from kb.synthesis.topic_answer import on_all, on_outcome, on_under
from kb.synthesis.topic_facts import Owned, read_cards, read_contacts, read_sums
from kb.synthesis.wrongs import Among, read_wrongs

POUND = "GBP"


@dataclass(frozen=True)
class Numbers:
    """The three numbers at the head of a topic: results by effect, the strongest design, money."""

    studied: Tally
    strength: int | None
    design: str | None
    sums: int
    least: str
    most: str
    in_money: int
    """Results, claimed ones too, whose unit is one of money."""
    in_money_studied: int

    @property
    def money(self) -> str:
        """Say which sums the contracts name; a range of what is printed and no total."""
        if not self.sums:
            return ""
        return self.least if self.least == self.most else f"{self.least} to {self.most}"

    @property
    def results_in_money(self) -> str:
        """Say how many results are sums of money."""
        return f"{self.in_money}, {self.in_money_studied or 'none'} of them independent" if self.in_money else "none"


@dataclass(frozen=True)
class Head:
    """What a topic comes to in a few lines."""

    subjects: Subjects
    entries: int
    numbers: Numbers
    answer: tuple[str, ...]
    under: int
    """Results of schemes under such a contract that no source ties to the contract."""
    of_under: tuple[str, ...]
    """Which way they point, in words."""
    wrongs: int
    contacts: int


def read_head(connection: sqlite3.Connection, subjects: Subjects, labels: Labels) -> Head:
    """Read the head of a topic."""
    claims = read_claims(connection, subjects.claims, subjects.values)
    cards, under = read_cards(connection, subjects), under_of(connection, subjects, claims)
    return Head(
        subjects,
        len(cards),
        numbers_of(claims, read_sums(connection, subjects)),
        answer_of(subjects, claims, labels),
        len(under),
        on_under(under, labels),
        len(read_wrongs(connection, Among(subjects, cards, claims, under), labels)),
        len(read_contacts(connection, subjects)),
    )


def under_of(
    connection: sqlite3.Connection, subjects: Subjects, claims: Sequence[ClaimRecord]
) -> tuple[ClaimRecord, ...]:
    """Read the results of schemes under the contract of a topic that no source ties to it, those of studies first."""
    contract = subjects.of("contract_types")
    if contract is None:
        return ()
    others = [one for one in subjects.all if one.term != contract]
    condition = " and ".join(
        ["claims.basis in ('observed', 'reported')", UNDER, *(one.vocabulary.claims for one in others)]
    )
    found = read_claims(connection, condition, [contract.id, *(one.term.id for one in others)])
    tied = {claim.id for claim in claims}
    untied = (claim for claim in found if claim.id not in tied)
    return tuple(sorted(untied, key=lambda claim: not claim.studied))


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
    pounds = sorted((one.fact for one in sums if one.fact.currency == POUND), key=lambda fact: float(fact.amount))
    in_money = [claim for claim in claims if claim.impact.measured and is_money(claim.impact.unit)]
    return Numbers(
        tally(studied),
        strongest.impact.strength if strongest else None,
        strongest.impact.design if strongest and strongest.impact.strength is not None else None,
        len(pounds),
        wording.sum_of(pounds[0]) if pounds else "",
        wording.sum_of(pounds[-1]) if pounds else "",
        len(in_money),
        sum(claim.studied for claim in in_money),
    )
