"""Warns where what a text says and what the entry claims differ. A tag never overrides what a contributor wrote."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from ingest.read.problems import Problem
from ingest.read.yaml_reader import Document
from ingest.tag.mention import Mention
from kb.model.entry import Entry

CLAIMED = {
    "care_models": "care_models",
    "organisational_forms": "organisational_forms",
    "settings": "settings",
    "population_groups": "population_groups",
    "contract_types": "contract.types",
    "outcomes": "impacts",
}
OFTEN = 2


def disagreements(entry: Entry, mentions: Mapping[str, Sequence[Mention]], document: Document) -> list[Problem]:
    """Warn of each term that is prominent in title or summary and that the entry does not claim."""
    found: dict[tuple[str, str], Problem] = {}
    for field, mention in _prominent(mentions):
        if str(mention.term) not in claims(entry, mention.vocabulary):
            found.setdefault((mention.vocabulary, str(mention.term)), _problem(document, field, mention))
    return list(found.values())


def _prominent(mentions: Mapping[str, Sequence[Mention]]) -> Iterator[tuple[str, Mention]]:
    """Give what the title names, what the summary names twice, and the outcomes of which it says where they went."""
    for mention in _sure(mentions.get("title", ())):
        yield "title", mention
    in_summary = list(_sure(mentions.get("summary", ())))
    times = Counter(mention.term for mention in in_summary)
    for mention in in_summary:
        if mention.direction or times[mention.term] >= OFTEN:
            yield "summary", mention


def _sure(mentions: Sequence[Mention]) -> Iterator[Mention]:
    return (m for m in mentions if m.vocabulary in CLAIMED and m.method != "narrower")


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
    where = CLAIMED[mention.vocabulary]
    message = f"the {field} speaks of {mention.text!r} ({mention.term}), which {where} does not claim"
    advice = f"add {mention.term} to {where} if the source supports it; otherwise nothing needs doing"
    return Problem(document.path, line, column, "warning", "term-not-claimed", message, advice=advice)
