"""All vanguards by type: what each claimed of itself, what studies of it found, and how strong that is."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields

from kb.model.base import BaseFile
from kb.published.claims import ClaimRecord, read_claims
from kb.published.labels import Labels, Term
from kb.synthesis.tally import Tally, tally
from kb.synthesis.telling import brief

SITES = """select {columns} from entries where vanguard_wave is not null and withdrawn_on is null
order by vanguard_wave, title"""
OF_SITES = "claims.entry in (select slug from entries where vanguard_wave is not null) and claims.basis = 'reported'"
STUDIED = """claims.basis = 'observed' and claims.id in (select told.claim from impacts as told
join impact_schemes on impact_schemes.impact = told.id join entries as site on site.slug = impact_schemes.scheme
where site.vanguard_wave is not null)"""
SCHEMES = """select distinct impacts.claim, impact_schemes.scheme from impact_schemes
join impacts on impacts.id = impact_schemes.impact order by impacts.claim, impact_schemes.scheme"""
CONTRADICTED = "select other_claim from claim_links where relation = 'contradicts'"
FIRST = 3
NOT_STUDIED = "No study of this site is in the base."
NOT_CLAIMED = "No result of its own is recorded."


@dataclass(frozen=True)
class Site:
    """A vanguard as a list and a map show it."""

    slug: str
    title: str
    vanguard_type: str
    vanguard_wave: int
    vanguard_chosen: str
    status: str
    status_as_of: str
    place: str | None
    region: str | None
    latitude: float | None
    longitude: float | None

    @property
    def url(self) -> str:
        """Give the address of its page, below the root of the site."""
        return f"/entries/{self.slug}"


@dataclass(frozen=True)
class Vanguard:
    """One site: what it claimed, what studies found, and how much of what it claimed they contradict."""

    site: Site
    claimed: Tally
    found: Tally
    strength: int | None
    contradicted: int
    claimed_first: tuple[str, ...]
    """The first few of what it claimed, one for each outcome, in a few words."""
    found_first: tuple[str, ...]
    """The strongest few of what studies found, one for each outcome, in a few words."""

    claimed_words: str
    """What it claimed, in counts."""
    found_words: str
    """What studies found, in counts."""


def _said(counts: Tally, absent: str, base: BaseFile) -> str:
    if not counts.total:
        return absent
    judged = counts.judged(base)
    return (
        f"One result, which {judged.partition(' ')[2]}." if counts.total == 1 else f"{counts.total} results: {judged}."
    )


@dataclass(frozen=True)
class Type:
    """The vanguards of one type."""

    term: Term
    vanguards: tuple[Vanguard, ...]


def read_vanguards(connection: sqlite3.Connection, labels: Labels) -> tuple[Type, ...]:
    """Read all vanguards by type, each type by wave and name."""
    columns = ", ".join(column.name for column in fields(Site))
    sites = [Site(*row) for row in connection.execute(SITES.format(columns=columns))]
    claimed = read_claims(connection, OF_SITES)
    found = _by_scheme(connection, read_claims(connection, STUDIED))
    contradicted = {row[0] for row in connection.execute(CONTRADICTED)}
    known = [
        _vanguard(site, [c for c in claimed if c.entry == site.slug], found.get(site.slug, []), contradicted, labels)
        for site in sites
    ]
    parted = (
        Type(term, tuple(one for one in known if one.site.vanguard_type == term.id))
        for term in labels.terms("care_models")
    )
    return tuple(one for one in parted if one.vanguards)


def _by_scheme(connection: sqlite3.Connection, claims: Sequence[ClaimRecord]) -> dict[str, list[ClaimRecord]]:
    by_id = {claim.id: claim for claim in claims}
    found: dict[str, list[ClaimRecord]] = {}
    for claim, scheme in connection.execute(SCHEMES):
        if claim in by_id:
            found.setdefault(scheme, []).append(by_id[claim])
    return found


def _vanguard(
    site: Site, claimed: Sequence[ClaimRecord], found: Sequence[ClaimRecord], contradicted: set[str], labels: Labels
) -> Vanguard:
    strengths = [claim.impact.strength for claim in found if claim.impact.strength is not None]
    refuted = sum(claim.id in contradicted for claim in claimed)
    counts = tally(claimed), tally(found)
    first = _first(claimed, labels), _first(found, labels)
    words = _said(counts[0], NOT_CLAIMED, labels.base), _said(counts[1], NOT_STUDIED, labels.base)
    return Vanguard(site, *counts, max(strengths, default=None), refuted, *first, *words)


def _first(claims: Sequence[ClaimRecord], labels: Labels) -> tuple[str, ...]:
    """Give one claim for each outcome; one with a number comes before those without, else the strongest."""
    by_outcome: dict[str, ClaimRecord] = {}
    for claim in sorted(claims, key=lambda one: (-(one.impact.strength or 0), one.impact.value is None)):
        by_outcome.setdefault(claim.impact.outcome, claim)
    return tuple(brief(claim, labels) for claim in list(by_outcome.values())[:FIRST])
