"""What came of a scheme: what studies of it found, what it reported and whether that held, what it hoped for, its money."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from kb.model.base import BaseFile
from kb.published import wording
from kb.published.claims import ClaimRecord, read_claims
from kb.published.record_types import FigureRecord
from kb.published.records import EntryRecord

ABOUT = """claims.entry <> ? and claims.basis in ('observed', 'reported') and claims.id in (select told.claim
from impacts as told join impact_schemes on impact_schemes.impact = told.id where impact_schemes.scheme = ?)"""
OWN = "claims.entry = ?"
LINKED = """claims.id in (select other_claim from claim_links where claim in (select id from claims where entry = ?)
union select claim from claim_links where other_claim in (select id from claims where entry = ?))"""
LINKS = """select claim, other_claim, relation, note from claim_links
where claim in (select id from claims where entry = ?) or other_claim in (select id from claims where entry = ?)
order by rowid"""
SUPERSEDED = """select superseded."by", entries.title, superseded.note from superseded
join entries on entries.slug = superseded."by" where superseded.entry = ? order by superseded.rowid"""
# How a link reads from the claim that makes it, and from the claim that it is about.
RELATIONS = {"confirms": ("Bears out", "Borne out by"), "contradicts": ("Speaks against", "Contradicted by")}
NO_STUDY = "No study of this claim is in the base."


@dataclass(frozen=True)
class Link:
    """Another claim that bears one out or speaks against it, and what differs."""

    relation: str
    """confirms or contradicts."""
    words: str
    """The relation as it reads from here: Contradicted by."""
    other: ClaimRecord
    note: str


@dataclass(frozen=True)
class TestedClaim:
    """A claim with the claims that are tied to it."""

    claim: ClaimRecord
    links: tuple[Link, ...]
    untested: bool
    """True for a scheme's own result that no study in the base is tied to."""

    @property
    def is_contradicted(self) -> bool:
        """Tell whether another claim speaks against it."""
        return any(link.relation == "contradicts" for link in self.links)

    @property
    def absent(self) -> str:
        """Say that no study has looked at it; nothing where one has, or where it is a study's."""
        return NO_STUDY if self.untested else ""


@dataclass(frozen=True)
class MoneyLine:
    """A sum that an entry names: in its contract, as a figure, or as a result."""

    sum: str
    what: str
    when: str
    source: str
    at: str


@dataclass(frozen=True)
class Successor:
    """A later entry that replaces what an entry says, and what no longer stands."""

    slug: str
    title: str
    note: str


@dataclass(frozen=True)
class SchemeEvidence:
    """What came of an entry, in the order in which it can be trusted."""

    slug: str
    studied: tuple[TestedClaim, ...]
    """What studies found: those of a scheme, or the entry's own where it is a study."""
    reported: tuple[TestedClaim, ...]
    """What the scheme, or others without a method, say happened."""
    hoped: tuple[ClaimRecord, ...]
    money: tuple[MoneyLine, ...]
    superseded: tuple[Successor, ...]
    is_scheme: bool

    @property
    def studies(self) -> int:
        """Give the number of entries that the results of studies live in."""
        return len({one.claim.entry for one in self.studied})

    @property
    def by_others(self) -> bool:
        """Tell whether studies that live in entries of their own found an effect, or none, of this scheme."""
        return self.is_scheme and any(one.claim.entry != self.slug and one.claim.impact.effect for one in self.studied)

    @property
    def strength(self) -> int | None:
        """Give the strength of the strongest result of a study; None where none can be rated."""
        return self.studied[0].claim.impact.strength if self.studied else None

    @property
    def design(self) -> str | None:
        """Give the design of the strongest result of a study."""
        return self.studied[0].claim.impact.design if self.studied else None


def read_evidence(connection: sqlite3.Connection, entry: EntryRecord, base: BaseFile) -> SchemeEvidence:
    """Read what came of an entry."""
    slug, is_scheme = entry.slug, entry.kind in base.schemes()
    own = read_claims(connection, OWN, [slug])
    others = read_claims(connection, ABOUT, [slug, slug])
    links = _links(connection, slug)
    measured = (claim for claim in (*others, *own) if claim.impact.measured)
    results = sorted(
        measured, key=lambda claim: -1 if claim.impact.strength is None else claim.impact.strength, reverse=True
    )
    tested = [
        TestedClaim(claim, links.get(claim.id, ()), is_scheme and claim.entry == slug and not links.get(claim.id))
        for claim in results
    ]
    successors = tuple(Successor(*row) for row in connection.execute(SUPERSEDED, [slug]))
    return SchemeEvidence(
        slug=slug,
        studied=tuple(one for one in tested if one.claim.studied),
        reported=tuple(one for one in tested if not one.claim.studied),
        hoped=tuple(claim for claim in own if not claim.impact.measured),
        money=tuple(money(entry)),
        superseded=successors,
        is_scheme=is_scheme,
    )


def _links(connection: sqlite3.Connection, slug: str) -> dict[str, tuple[Link, ...]]:
    """Give the links of an entry's claims, in both directions, by claim."""
    others = {claim.id: claim for claim in read_claims(connection, f"({LINKED} or {OWN})", [slug, slug, slug])}
    found: dict[str, list[Link]] = {}
    for claim, other, relation, note in connection.execute(LINKS, [slug, slug]):
        for one, far, words in ((claim, other, RELATIONS[relation][0]), (other, claim, RELATIONS[relation][1])):
            if far in others:
                found.setdefault(one, []).append(Link(relation, words, others[far], note))
    return {claim: tuple(links) for claim, links in found.items()}


def money(entry: EntryRecord) -> Iterable[MoneyLine]:
    """Give where the money went: sums in the contract, then other sums, then results in money."""
    for value in entry.contract_values:
        yield MoneyLine(wording.sum_of(value), value.what, value.period or "", value.source, value.at)
    for figure in entry.figures:
        if is_money(figure.unit):
            yield MoneyLine(wording.figure(figure), figure.what, _when(figure), figure.source, figure.at)
    for impact in entry.impacts:
        if is_money(impact.unit) and not impact.told_elsewhere:
            what = impact.note or impact.population or ""
            yield MoneyLine(wording.result(impact), what, impact.period or "", impact.source, impact.at)


def is_money(unit: str | None) -> bool:
    """Tell whether a unit is one of money: it then begins with the code of its currency, in capitals."""
    return bool(unit) and str(unit)[:3].isupper() and str(unit)[:3].isalpha()


def _when(figure: FigureRecord) -> str:
    prices = f"in prices of {figure.price_year}" if figure.price_year else ""
    return ", ".join(part for part in (figure.period, prices) if part)
