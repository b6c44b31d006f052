"""Turns a loaded base into rows, table by table, in an order that the same input always gives."""

import json
import re
import unicodedata
from collections import defaultdict
from typing import Any

from ingest.read.load import Base
from ingest.store.claim_rows import claim_name, claim_rows
from kb.model.base import BaseFile
from kb.model.citations import citations
from kb.model.claims import Figure, Impact
from kb.model.dates import first_day
from kb.model.entry import Entry
from kb.model.facts import Fact, cites
from kb.model.gazetteer import place_names
from kb.model.rating import AHEAD, NOT_MEASURED, effect, strength
from kb.model.terms import TERM_LISTS
from kb.model.vocabulary import Vocabularies

Row = dict[str, Any]
Rows = dict[str, list[Row]]

CONTRACT_FACTS = {"contract_values": "values", "contract_terms": "terms"}
PLAIN_FACTS = ("contacts", "milestones", "lessons", "not_stated")
# What an impact lists has a table of its own.
OWN_TABLES = frozenset({"about", "schemes", "confirms", "contradicts"})
FAILED, NOT_REACHED = "failed", "not-reached"


def rows(base: Base) -> Rows:
    """Give the rows of every table that comes straight from the files."""
    found: Rows = defaultdict(list)
    found["base"] = base_rows(base.about)
    _vocabulary_rows(base.vocabularies, found)
    found["places"] = _place_rows(base.vocabularies)
    found["senses"] = _sense_rows(base.vocabularies)
    for source_id, source in sorted(base.sources.items()):
        fields = source.model_dump(exclude={"unused_figures"})
        row = {"id": source_id, **fields, "authors": "; ".join(source.authors), "measured": int(source.measured)}
        found["sources"].append(row)
    for slug, entry in sorted(base.entries.items()):
        _entry_rows(slug, entry, base, found)
    found |= claim_rows(base, found["impacts"])
    found["organisations"] = _organisation_rows(base)
    _identify(found)
    return found


def base_rows(about: BaseFile) -> list[Row]:
    """Give what base.yml says, a row a field, as JSON."""
    return [
        {"name": name, "value": json.dumps(value, ensure_ascii=False)}
        for name, value in about.model_dump(mode="json").items()
    ]


def _vocabulary_rows(vocabularies: Vocabularies, found: Rows) -> None:
    extra = {"outcomes": ("desirable",), "study_designs": ("level", "compares"), "units": ("dimension",)}
    for name, file in sorted(vocabularies.by_name.items()):
        for term_id, term in file.terms.items():
            row = {"label": term.label, "definition": term.definition}
            if name in vocabularies.own_names:
                found["terms"].append({"id": f"{name}/{term_id}", "vocabulary": name, "term": term_id, **row})
            else:
                more = {column: getattr(term, column) for column in extra.get(name, ())}
                found[name].append({"id": term_id, **row, **more})
            words = [("label", [term.label]), ("synonym", term.synonyms), ("abbreviation", term.abbreviations)]
            for kind, texts in [*words, ("narrower", term.narrower)]:
                found["synonyms"] += [
                    {"vocabulary": name, "term": term_id, "text": text, "kind": kind} for text in texts
                ]


def _place_rows(vocabularies: Vocabularies) -> list[Row]:
    """Give each way to write each place; one that is also a word is marked."""
    words = {name.strip() for line in vocabularies.tagging.places.ambiguous for name in line.split(",")}
    names = place_names(vocabularies.terms("regions"))
    return [{"id": at, **vars(name), "ambiguous": int(name.text in words)} for at, name in enumerate(names, start=1)]


def _sense_rows(vocabularies: Vocabularies) -> list[Row]:
    senses = vocabularies.tagging.senses.searched
    pairs = [(text, sense) for sense in senses for text in sense.words]
    return [
        {"id": at, "text": text, "near": sense.near, "unless": sense.unless}
        for at, (text, sense) in enumerate(pairs, start=1)
    ]


def _entry_rows(slug: str, entry: Entry, base: Base, found: Rows) -> None:
    failed = entry.status.state == FAILED
    impacts = [_impact_row(slug, i, impact, base.vocabularies, failed=failed) for i, impact in enumerate(entry.impacts)]
    found["entries"].append(_entry_row(slug, entry, base, impacts))
    found["impacts"] += impacts
    for index, population in enumerate(entry.population):
        found["populations"].append(_fact_row(slug, index, population))
    found["figures"] += [_figure_row(slug, i, figure, base.vocabularies) for i, figure in enumerate(entry.figures)]
    for name in PLAIN_FACTS:
        found[name] += [_fact_row(slug, index, fact) for index, fact in enumerate(getattr(entry, name))]
    for table, name in CONTRACT_FACTS.items():
        facts = getattr(entry.contract, name) if entry.contract else []
        found[table] += [_fact_row(slug, index, fact) for index, fact in enumerate(facts)]
    found["questions"] += [{"entry": slug, "position": i, "text": text} for i, text in enumerate(entry.questions)]
    for position, (at, cite) in enumerate(citations(entry)):
        field = ".".join(str(part) for part in at[: at.index("cite")])
        row = {"entry": slug, "position": position, "field": field, "source": cite.source, "at": cite.at}
        found["citations"].append(row)
    _link_rows(slug, entry, found)


def _entry_row(slug: str, entry: Entry, base: Base, impacts: list[Row]) -> Row:
    place, contract, withdrawn, site = entry.place, entry.contract, entry.withdrawn, entry.vanguard
    measured = [i["strength"] for i in impacts if i["basis"] not in NOT_MEASURED and i["strength"] is not None]
    return {
        "slug": slug,
        "kind": entry.kind,
        "title": entry.title,
        "summary": entry.summary,
        **{f"vanguard_{name}": getattr(site, name, None) for name in ("type", "wave", "chosen")},
        "status": entry.status.state,
        "status_as_of": entry.status.as_of,
        "place": place.name if place else None,
        **{name: getattr(place, name, None) for name in ("region", "country", "latitude", "longitude")},
        "contract_stage": contract.stage if contract else None,
        "contract_duration": contract.duration if contract else None,
        "strength": max(measured, default=None),
        "date": first_day(entry.status.as_of),
        "last_checked": entry.review.last_checked,
        "checked_by": entry.review.by,
        "withdrawn_on": withdrawn.on if withdrawn else None,
        "withdrawn_reason": withdrawn.reason if withdrawn else None,
        "withdrawn_successor": withdrawn.successor if withdrawn else None,
        "path": f"entries/{base.documents[slug].path.split('/entries/')[-1].removeprefix('entries/')}",
    }


def _fact_row(slug: str, position: int, fact: Fact) -> Row:
    """Give a fact as a row; of several citations, the one that was read."""
    values = fact.model_dump(exclude={"cite"})
    cite = getattr(fact, "cite", None)
    return {"entry": slug, "position": position, **values, **(cites(cite)[0].model_dump() if cite else {})}


def _figure_row(slug: str, position: int, figure: Figure, vocabularies: Vocabularies) -> Row:
    row = _claim_row(slug, position, figure)
    return {**row, "unit_label": _label(figure.unit, vocabularies)}


def _claim_row(slug: str, position: int, claim: Impact | Figure) -> Row:
    row = _fact_row(slug, position, claim)
    kept = {name: value for name, value in row.items() if name not in ("id", "repeats", *OWN_TABLES)}
    return {**kept, "claim": claim.repeats or claim_name(slug, position, claim)}


def _label(unit: str | None, vocabularies: Vocabularies) -> str | None:
    return vocabularies.terms("units")[unit].label if unit else None


def _impact_row(slug: str, position: int, impact: Impact, vocabularies: Vocabularies, *, failed: bool) -> Row:
    row = _claim_row(slug, position, impact)
    comparator, interval = row.pop("comparator") or {}, row.pop("interval") or {}
    row |= {f"comparator_{key}": comparator.get(key) for key in ("name", "value", "changed")}
    row |= {f"interval_{key}": interval.get(key) for key in ("low", "high", "level")}
    judged, proven = effect(impact, vocabularies), strength(impact, vocabularies)
    row |= {"reached": NOT_REACHED if failed and impact.basis in AHEAD else None}
    row |= {"unit_label": _label(impact.unit, vocabularies)}
    row |= {"effect": judged.value, "effect_reason": judged.reason}
    return {**row, "strength": proven.value, "strength_reason": proven.reason}


def _link_rows(slug: str, entry: Entry, found: Rows) -> None:
    for terms in TERM_LISTS:
        holder: Any = entry
        for part in terms.field.split("."):
            holder = getattr(holder, part, None)
        found[terms.table] += [{"entry": slug, terms.column: term} for term in dict.fromkeys(holder or [])]
    found["entry_terms"] += [
        {"entry": slug, "term": f"{vocabulary}/{term}"}
        for vocabulary, terms in sorted(entry.terms.items())
        for term in dict.fromkeys(terms)
    ]
    found["superseded"] += [{"entry": slug, **link.model_dump()} for link in entry.superseded]
    for link in entry.related:
        found["related"].append({"entry": slug, **link.model_dump()})
    roles = {(organisation_id(organisation.name), organisation.role) for organisation in entry.organisations}
    found["entry_organisations"] += [
        {"entry": slug, "organisation": organisation, "role": role} for organisation, role in sorted(roles)
    ]


def _organisation_rows(base: Base) -> list[Row]:
    """Give each organisation once, under the first of its spellings."""
    names: dict[str, str] = {}
    for _slug, entry in sorted(base.entries.items()):
        for organisation in entry.organisations:
            names.setdefault(organisation_id(organisation.name), organisation.name)
    return [{"id": key, "name": name} for key, name in sorted(names.items())]


def organisation_id(name: str) -> str:
    """Give one id for all spellings of an organisation's name that differ in case, marks and `the` only."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(words[1:] if words[:1] == ["the"] else words)


def _identify(found: Rows) -> None:
    """Give each fact an id that no change of another entry moves, so that it can be cited."""
    for name, table in found.items():
        if table and "position" in table[0]:
            found[name] = [{"id": f"{row['entry']}-{row['position']}", **row} for row in table]
    found["synonyms"] = [{"id": number, **row} for number, row in enumerate(found["synonyms"], start=1)]
