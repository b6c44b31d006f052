"""A topic cut to what a page of 120 kB can show; the files that go with it hold the whole."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kb.synthesis.topic import OutcomePart, Topic

# Rows of a topic that is about one outcome, and of the first outcome of one that is about many: those that are drawn.
CLAIMS_OF_ONE, CLAIMS_OF_MANY, OUTCOMES_WITH_CLAIMS, AGAINST = 12, 6, 1, 6
WRONGS, LESSONS_OF_A_THEME, TERMS, SUMS, CONTACTS, ENTRIES, WAYS = 8, 2, 5, 5, 6, 12, 10


def shortened(topic: Topic) -> Topic:
    """Give a topic with the first of each kind, and the sources of what is left."""
    outcomes = tuple(_cut(part, number, topic) for number, part in enumerate(topic.outcomes))
    lessons = tuple(replace(group, lessons=group.lessons[:LESSONS_OF_A_THEME]) for group in topic.lessons)
    terms, sums, contacts = topic.terms[:TERMS], topic.sums[:SUMS], topic.contacts[:CONTACTS]
    # Of the strongest design what is not good is never cut away.
    under = tuple(dict.fromkeys((*topic.under[:CLAIMS_OF_ONE], *topic.against[:AGAINST])))
    facts: Iterable[Any] = (
        *(claim.impact for part in outcomes for claim in part.claims),
        *(claim.impact for claim in under),
        *(one.lesson for group in lessons for one in group.lessons),
        *(one.fact for one in (*terms, *sums, *contacts)),
    )
    known = {source.id: source for source in topic.sources}
    return replace(
        topic,
        outcomes=outcomes,
        under=under,
        wrongs=topic.wrongs[:WRONGS],
        lessons=lessons,
        terms=terms,
        sums=sums,
        contacts=contacts,
        entries=topic.entries[:ENTRIES],
        ways=topic.ways[:WAYS],
        sources=tuple(known[source] for source in dict.fromkeys(fact.source for fact in facts)),
    )


def _cut(part: OutcomePart, number: int, topic: Topic) -> OutcomePart:
    if topic.subjects.outcome:
        return replace(part, claims=part.claims[:CLAIMS_OF_ONE])
    most = CLAIMS_OF_MANY if number < OUTCOMES_WITH_CLAIMS else 0
    return replace(part, claims=part.claims[:most])
