"""Chooses the facts of an entry that answer a query best."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kb.search.entry_passages import EntryPassages
from kb.search.facts import DETAILED, SILENT, SUMMARY, Sought, Stored, Wanted, holds, worth_of_words

# What is left of a question's worth for the fact that it leads to. A question is no evidence, so it is never shown.
LED_TO = 0.9
# A second fact is shown if it adds and is worth less than the first by no more than this.
NEXT = 0.15
# Of the first hits, so many more facts are shown that hold a word of the query: one that is worth less than what sums the
# entry up by no more than the first of these, and others that are worth less than it by no more than the second.
LEADING, MORE, AMONG_FIRST, NEAR = 3, 1, 0.45, 0.18
# A query of more words says by itself what it is after.
BRIEF = 20
# So many sentences of a summary are shown beside another fact.
SENTENCES = 2
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class _Worth:
    """A fact, and what it is worth."""

    value: float
    fact: Stored


def _weighed(
    entry: EntryPassages, held: Sequence[Sought], wanted: Wanted, similar: Mapping[int, float], most: int
) -> tuple[list[_Worth], list[_Worth]]:
    """Weigh the facts by similarity and worth of words together: the summary, and the best of all others, so many at most.

    What a question is worth goes to the fact that it leads to.
    """
    summary: dict[int, _Worth] = {}
    others: dict[int, _Worth] = {}
    for passage, fact, said in zip(entry.passages, entry.facts, entry.said(held), strict=True):
        if fact is None:
            continue
        value = similar.get(passage.id, 0.0) + said - (0.0 if said or passage.field not in DETAILED else SILENT)
        value = (value if fact is passage else value * LED_TO) + fact.suits(wanted)
        kept = summary if fact.field == SUMMARY else others
        if fact.id not in kept or value > kept[fact.id].value:
            kept[fact.id] = _Worth(value, fact)
    return _best(summary, 1), _best(others, most)


def _best(found: Mapping[int, _Worth], most: int) -> list[_Worth]:
    return sorted(found.values(), key=lambda worth: -worth.value)[:most]


def chosen(
    entry: EntryPassages, held: Sequence[Sought], wanted: Wanted, similar: Mapping[int, float], more: int
) -> tuple[Stored, ...]:
    """Give the fact that answers best, by words and by meaning together, and those that add to it.

    `held` are those of the wanted stems that the entry holds, `similar` its passages' similarities by id. Of the summary
    beside another fact only what is to the point is given. Of `more` facts that serve the query and are worth nearly as
    much, each is shown whether or not it adds.
    """
    summary, others = _weighed(entry, held, wanted, similar, 1 + more)
    ordered = sorted((*summary, *others[:1]), key=lambda worth: -worth.value)
    if not ordered:
        return ()
    first, rest = ordered[0], ordered[1:]
    facts = [first.fact]
    for worth in rest:
        adds = _adds(worth.fact, first.fact, held, wanted)
        if worth.fact.field == SUMMARY:
            facts += [replace(worth.fact, text=_in_short(worth.fact.text, held))] if adds else []
        elif (adds and worth.value >= first.value - NEXT) or (
            more and worth.value >= first.value - AMONG_FIRST and _serves(worth.fact, held, wanted)
        ):
            facts.append(worth.fact)
    if others[:1] and others[0].fact in facts:
        near = (worth for worth in others[1:] if worth.value >= others[0].value - NEAR)
        facts += [worth.fact for worth in near if _serves(worth.fact, held, wanted)]
    return tuple(facts)


def _serves(fact: Stored, held: Sequence[Sought], wanted: Wanted) -> bool:
    """Tell whether a fact holds a word of the query or the kind that is asked for, and is no detail that nobody asked for.

    Its vector is like the title, too, so likeness alone says little.
    """
    if fact.is_unasked(wanted):
        return False
    return bool(wanted.asked and wanted.asked <= fact.kinds) or any(holds(fact, sought) for sought in held)


def _adds(second: Stored, first: Stored, held: Sequence[Sought], wanted: Wanted) -> bool:
    """Tell whether a second fact holds what the first lacks: a word of the query, or the kind of fact that is asked for.

    A detail that nobody asked for says little without what sums its entry up.
    """
    if first.is_unasked(wanted) or (wanted.asked & second.kinds) - first.kinds:
        return True
    return any(holds(second, sought) and not holds(first, sought) for sought in held)


def _in_short(summary: str, held: Sequence[Sought]) -> str:
    """Give the sentences of a summary that say most of what is wanted, in their order."""
    sentences = _SENTENCE_END.split(summary)
    said = [worth_of_words(Stored(0, SUMMARY, sentence), held) for sentence in sentences]
    first = sorted(range(len(sentences)), key=lambda at: (-said[at], at))[:SENTENCES]
    return " ".join(sentences[at] for at in sorted(first))
