"""Rules on lists of an entry: nothing stands twice in one, and nothing that is given is said to be missing."""

import re
from collections.abc import Iterator
from operator import attrgetter

from kb.model.citations import Location
from kb.model.entry import Entry
from kb.model.facts import Fact
from kb.rules.finding import Context, Finding
from kb.rules.naming import called

LISTS = (
    "organisations", "population", "contract.values", "contract.terms", "contacts", "impacts", "milestones", "figures",
    "lessons", "not_stated", "superseded",
)  # fmt: skip
# Fields that may differ in two items that say the same.
BESIDE = {"cite", "id"}


def items_stand_once(entry: Entry, _context: Context) -> Iterator[Finding]:
    """Two items of a list that say the same are one; a page would show both."""
    for path in LISTS:
        names = path.split(".")
        items: list[Fact] = [] if names[0] == "contract" and entry.contract is None else attrgetter(path)(entry)
        seen: dict[str, int] = {}
        for index, item in enumerate(items):
            said = item.model_dump_json(exclude=BESIDE).casefold()
            if said in seen:
                first: Location = (*names, seen[said])
                at: Location = (*names, index)
                message = f"{called(at)} says the same as {called(first)}"
                advice = "remove one; two sources of one fact stand in its cite as a list"
                yield Finding(at, "said-twice", message, advice)
            seen.setdefault(said, index)


def cites_stand_once(_entry: Entry, context: Context) -> Iterator[Finding]:
    """One place is cited once for a fact."""
    for at, fact in context.facts:
        cited = getattr(fact, "cite", None)
        places = [(cite.source, cite.at) for cite in cited] if isinstance(cited, list) else []
        for index, place in enumerate(places):
            if place in places[:index]:
                message = f"{called((*at, 'cite', index))} is one that stands there already"
                yield Finding((*at, "cite", index), "said-twice", message, "remove it, or correct its place")


def texts_differ(entry: Entry, _context: Context) -> Iterator[Finding]:
    """Title, summary and lessons each say something of their own."""
    seen: dict[str, Location] = {_bare(entry.title): ("title",)}
    told: list[tuple[Location, str]] = [(("summary",), entry.summary)]
    told += [(("lessons", index, "text"), lesson.text) for index, lesson in enumerate(entry.lessons)]
    for at, text in told:
        if (first := seen.get(_bare(text))) and at[0] != first[0]:
            message = f"{called(at)} repeats {called(first)}"
            yield Finding(at, "text-twice", message, "say what a reader does not know from the other")
        seen.setdefault(_bare(text), at)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


TWICE_RULES = (items_stand_once, cites_stand_once, texts_differ)
