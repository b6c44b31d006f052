"""Makes entries that look like the real ones: their shape, terms and text lengths, with words of their own."""

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from ingest.evaluate.speed.language import Language, name
from ingest.read.load import Base
from ingest.tag import texts
from kb.model.entry import Entry
from kb.rules.places import OUTSIDE
from kb.rules.words import SUMMARY_WORDS, TITLE_LENGTH

Data = dict[str, Any]
# The filters of the benchmark: one region has 1 % of the entries, another 10 %.
RARE, FREQUENT = "london", "north-east"
TEXTS = {
    "questions": (None,),
    "impacts": ("note", "population"),
    "lessons": ("text",),
    "figures": ("what", "note"),
    "milestones": ("what",),
    "population": ("counts", "note"),
    "not_stated": ("note",),
}
LONGEST_QUESTION = 240
# What ties a claim to another entry.
OF_OTHERS = frozenset({"id", "repeats", "schemes", "confirms", "contradicts"})
MANY_WORDS = 400
FIRST_NAMES = 50


class Generator:
    """Gives the entry with any number; one seed and base always give the same entries."""

    def __init__(self, base: Base, seed: int = 1) -> None:
        self._seed = seed
        self._templates = [entry.model_dump(exclude_none=True) for _, entry in sorted(base.entries.items())]
        fields = (text for _, entry in sorted(base.entries.items()) for _, text in texts(entry))
        self._language = Language(fields)
        regions = base.vocabularies.terms("regions")
        self._regions = [region for region in sorted(regions) if region not in (RARE, FREQUENT, OUTSIDE)]

    def entries(self, count: int) -> Iterator[tuple[str, Entry]]:
        """Give the first `count` entries with their slugs; more of them never change the first."""
        for number in range(count):
            yield slug(number), Entry.model_validate(self.data(number))

    def data(self, number: int) -> Data:
        """Give one entry as a file holds it."""
        random = Random(f"{self._seed}-{number}")  # noqa: S311 - made-up texts, not secrets
        made = deepcopy(random.choice(self._templates))
        place = name(number)
        made["title"] = f"{place}: {self._text(made['title'], number, random)}"[:TITLE_LENGTH].strip()
        made["summary"] = f"In {place}, {self._text(made['summary'], number, random, most=SUMMARY_WORDS - 2)}"
        made["place"] = {"name": place, "region": self._region(number, random), "country": "england"}
        for name_, parts in TEXTS.items():
            made[name_] = [self._fact(fact, parts, number, random) for fact in made.get(name_, [])]
        for term in made.get("contract", {}).get("terms", []):
            term["text"] = self._text(term["text"], number, random)
        for organisation in made.get("organisations", []):
            organisation["name"] = f"NHS {name(random.randint(0, number))} CCG"
        made["contacts"] = [_contact(contact, place) for contact in made.get("contacts", [])]
        made["related"] = _related(made.get("related", []), number, random)
        _stand_alone(made, place)
        return made

    def _region(self, number: int, random: Random) -> str:
        if number % 100 == 0:
            return RARE
        return FREQUENT if number % 10 == 1 else random.choice(self._regions)

    def _fact(self, fact: Any, parts: tuple[str | None, ...], number: int, random: Random) -> Any:  # noqa: ANN401
        if isinstance(fact, str):
            return f"{self._text(fact, number, random)[:LONGEST_QUESTION]}?"
        made = {key: self._text(text, number, random) for key, text in fact.items() if key in parts}
        # A value without a unit needs the note that says why.
        if "value" in fact and "unit" not in fact and "note" in made:
            made["note"] = f"{fact['note']} {made['note']}"
        return fact | made

    def _text(self, like: str, number: int, random: Random, most: int = MANY_WORDS) -> str:
        """Give a text as long as another."""
        return self._language.text(min(len(like.split()), most), FIRST_NAMES + number, random)


def slug(number: int) -> str:
    """Give the slug of the entry with a number."""
    return f"made-{number:06d}"


def _stand_alone(made: Data, place: str) -> None:
    """Cut what ties an entry and its claims to others, and let no two made entries tell one claim."""
    for name_ in ("withdrawn", "superseded"):
        made.pop(name_, None)
    for field in ("impacts", "figures"):
        made[field] = [{key: value for key, value in claim.items() if key not in OF_OTHERS} for claim in made[field]]
    for place_in_list, impact in enumerate(made["impacts"]):
        impact["population"] = f"{impact.get('population', 'people')} of {place}, {place_in_list}"
    # What counts something never begins with another number, and is for each person where it is small.
    for place_in_list, figure in enumerate(made["figures"]):
        figure["what"] = f"Of {place}, the part {place_in_list} for each person: {figure['what']}"
    if "organisations" in made:
        apart = {(one["name"], one["role"]): one for one in made["organisations"]}
        made["organisations"] = list(apart.values())
    for group in made.get("population", []):
        group["counts"] = f"people of {place}: {group['counts']}"


def _contact(contact: Data, place: str) -> Data:
    return {**contact, "name": f"Pat {place}", "email": f"pat@{place.lower()}.example.org"}


def _related(links: list[Data], number: int, random: Random) -> list[Data]:
    """Link to earlier entries, so that the first so many entries are a base of their own."""
    targets = {slug(random.randrange(number)): link for link in links} if number else {}
    return [{**link, "slug": target} for target, link in sorted(targets.items())]
