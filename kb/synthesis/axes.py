"""The axes of the evidence map: under which terms of a vocabulary each claim stands."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kb.model.base import BaseFile

COLUMN, ROW = "care_model", "outcome"
# A claim stands under what any of its tellings is about; under a contract type only where the source ties it to one.
_ABOUT = """select distinct impacts.claim, about.{name} from impacts
join impact_{table} as about on about.impact = impacts.id{tied}"""
_OF_ENTRY = (
    """select claims.id, linked.{name} from claims join entry_{table} as linked on linked.entry = claims.entry"""
)
_OWN = """select claims.id, terms.term from claims join entry_terms on entry_terms.entry = claims.entry
join terms on terms.id = entry_terms.term where terms.vocabulary = '{name}'"""
UNTIED = _ABOUT.format(name="contract_type", table="contract_types", tied=" and not about.tied")


@dataclass(frozen=True)
class Axis:
    """A filter whose terms are rows or columns, its vocabulary, and the query that gives each claim its terms."""

    name: str
    vocabulary: str
    relation: str

    def terms_of(self, connection: sqlite3.Connection) -> dict[str, list[str]]:
        """Read, by claim, the terms that it stands under."""
        return grouped(connection, self.relation)


def grouped(connection: sqlite3.Connection, relation: str) -> dict[str, list[str]]:
    """Read pairs of claim and term, by claim."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim, term in connection.execute(relation):
        found[claim].append(term)
    return found


FIXED = (
    Axis("care_model", "care_models", _ABOUT.format(name="care_model", table="care_models", tied="")),
    Axis("contract_type", "contract_types", _ABOUT.format(name="contract_type", table="contract_types", tied=" and about.tied")),
    Axis("outcome", "outcomes", "select id, outcome from claims where outcome is not null"),
    Axis("setting", "settings", _OF_ENTRY.format(name="setting", table="settings")),
    Axis("population_group", "population_groups", _OF_ENTRY.format(name="population_group", table="population_groups")),
    Axis(
        "region", "regions",
        "select claims.id, entries.region from claims join entries on entries.slug = claims.entry"
        " where entries.region is not null",
    ),
    Axis("basis", "basis", "select id, basis from claims where basis is not null"),
)  # fmt: skip


def axes_of(base: BaseFile) -> Mapping[str, Axis]:
    """Give the axes that a base has, by the name of their filter: those of every base and its own vocabularies."""
    # The names of own vocabularies are held to letters and underscores by the model of base.yml.
    own = (Axis(name, name, _OWN.format(name=name)) for name in base.own_vocabularies)
    return {axis.name: axis for axis in (*FIXED, *own)}
