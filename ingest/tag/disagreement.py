"""Warns where what a text says and what the entry claims differ. A tag never overrides what a contributor wrote."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from ingest.problems import Problem
from ingest.tag.mention import Mention
from ingest.yaml_reader import Document
from kb.entry import Entry

PROMINENT = ("title", "summary")
CLAIMED = ("care_models", "organisational_forms", "settings", "population_groups", "contract_types", "outcomes")


def disagreements(entry: Entry, mentions: Mapping[str, Sequence[Mention]], document: Document) -> list[Problem]:
    """Warn of each term that title or summary names and the entry does not claim; `mentions` are by field."""
    return [_problem(document, field, mention) for field, mention in _unclaimed(entry, mentions)]


def _unclaimed(entry: Entry, mentions: Mapping[str, Sequence[Mention]]) -> Iterator[tuple[str, Mention]]:
    seen: set[tuple[str, str]] = set()
    for field in PROMINENT:
        for mention in mentions.get(field, ()):
            key = (mention.vocabulary, str(mention.term))
            if mention.vocabulary in CLAIMED and mention.method != "narrower" and key not in seen:
                seen.add(key)
                if str(mention.term) not in claims(entry, mention.vocabulary):
                    yield field, mention


def claims(entry: Entry, vocabulary: str) -> Collection[str]:
    """Give the terms of one vocabulary that the entry claims."""
    if vocabulary == "contract_types":
        return entry.contract.types if entry.contract else ()
    if vocabulary == "outcomes":
        return [impact.outcome for impact in entry.impacts]
    if vocabulary == "population_groups":
        return [*entry.population_groups, *(population.group for population in entry.population)]
    terms: list[str] = getattr(entry, vocabulary)
    return terms


def _problem(document: Document, field: str, mention: Mention) -> Problem:
    line, column = document.place((field,))
    where = "impacts" if mention.vocabulary == "outcomes" else mention.vocabulary
    where = "contract.types" if mention.vocabulary == "contract_types" else where
    message = f"the {field} mentions {mention.text!r} ({mention.term}), which {where} does not claim"
    advice = f"add {mention.term} to {where} if the source supports it; otherwise nothing needs doing"
    return Problem(document.path, line, column, "warning", "term-not-claimed", message, advice=advice)
