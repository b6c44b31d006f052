"""What the drop-downs of the form offer: terms with what they mean, reports, entries and currencies of the base."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ingest.contribute.form.fields import Field, Shape, fields
from ingest.read.load import Base
from kb.model.entry import Entry

# What the values of a source's own lists mean, where the word alone does not say.
WORDS = {
    "whole": "The whole document",
    "abstract": "Its abstract",
    "summary": "A summary of it",
    "press": "A press text about it",
    "excerpt": "An excerpt",
    "extract": "None: what I read has no parts",
}
# An entry is chosen from a list that a page can carry.
MOST_ENTRIES = 2_000


@dataclass(frozen=True)
class Choice:
    """One thing to choose: what is posted, what is shown, and what it means."""

    value: str
    label: str
    meaning: str = ""


@dataclass(frozen=True)
class Choices:
    """All that can be chosen in one base."""

    base: Base

    @cached_property
    def _terms(self) -> Mapping[str, tuple[Choice, ...]]:
        known = self.base.vocabularies
        return {
            name: tuple(
                Choice(known.own_id(name, term_id), term.label, term.definition) for term_id, term in file.terms.items()
            )
            for name, file in known.by_name.items()
        }

    @property
    def meanings(self) -> Mapping[str, Mapping[str, str]]:
        """Give what each term means, by its vocabulary."""
        return {name: {one.value: one.meaning for one in terms} for name, terms in self._terms.items()}

    @cached_property
    def _labels(self) -> Mapping[tuple[str, str], str]:
        return {(name, one.value): one.label for name, terms in self._terms.items() for one in terms}

    def title(self, vocabulary: str) -> str:
        """Give the name of a vocabulary."""
        return self.base.vocabularies.by_name[vocabulary].title

    def of(self, field: Field) -> tuple[Choice, ...]:
        """Give what a field offers."""
        if field.shape in (Shape.TERM, Shape.TERMS):
            return self._offered(field)
        if field.shape == Shape.CURRENCY:
            return tuple(Choice(code, code) for code in self.base.about.currencies)
        if field.shape == Shape.YES_NO:
            return (Choice("yes", "Yes"), Choice("no", "No, it only reports"))
        if field.shape == Shape.FIELD:
            return self.fields
        return tuple(Choice(value, WORDS.get(value, _capital(value))) for value in field.choices)

    def _offered(self, field: Field) -> tuple[Choice, ...]:
        terms = self._terms.get(field.vocabulary, ())
        if field.vocabulary != "kinds":
            return terms
        own = {self.base.vocabularies.own_id("kinds", kind) for kind in self.base.about.kinds}
        return tuple(one for one in terms if one.value in own)

    @cached_property
    def own(self) -> tuple[Field, ...]:
        """Give a field of ticks for each vocabulary of the base's own."""
        names = self.base.vocabularies.own_names
        return tuple(
            Field(name, self.title(name), self.base.vocabularies.by_name[name].description, Shape.TERMS, False, name)
            for name in names
        )

    def label(self, vocabulary: str, value: object) -> str:
        """Give the label of a term; a word that is none stands for itself."""
        return self._labels.get((vocabulary, str(value)), str(value))

    @cached_property
    def fields(self) -> tuple[Choice, ...]:
        """Give the fields of an entry, each with those inside it, by what the form calls them."""
        found: list[Choice] = []
        for holder in (one for one in fields(Entry) if one.shape != Shape.OWN_TERMS):
            found.append(Choice(holder.name, holder.label))
            inner = (one for one in holder.inside if one.shape != Shape.CITES)
            found += [Choice(f"{holder.name}.{one.name}", f"{holder.label}: {one.label}") for one in inner]
        return tuple(found)

    @cached_property
    def sources(self) -> tuple[Choice, ...]:
        """Give the reports of the base, by their titles; no two look the same."""
        labels = {
            name: f"{one.title[:90]} ({one.publisher[:40]}, {one.date})" for name, one in self.base.sources.items()
        }
        counts = Counter(labels.values())
        found = [Choice(name, f"{one} {name}" if counts[one] > 1 else one) for name, one in labels.items()]
        return tuple(sorted(found, key=lambda one: one.label.casefold()))

    def source_label(self, source: str) -> str:
        """Give what the lists show for a report; an id that none has stands for itself."""
        return next((one.label for one in self.sources if one.value == source), source)

    @cached_property
    def entries(self) -> tuple[Choice, ...]:
        """Give the entries of the base, by their slugs."""
        return tuple(Choice(slug, one.title[:90]) for slug, one in [*self.base.entries.items()][:MOST_ENTRIES])


def _capital(value: str) -> str:
    words = value.replace("-", " ")
    return f"{words[:1].upper()}{words[1:]}"
