"""Finds the vocabularies' terms in a text by label, synonym and abbreviation, so that words that mean the same meet."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kb.search.places import PLACES, Gazetteer, load_gazetteer
from kb.search.senses import Sense, load_senses
from kb.search.stems import Stemmer
from kb.search.words import STOP_WORDS, Word, fold, words

# Words for directions, bases and roles are everyday words (more, found, partner): they would expand every query.
VOCABULARIES = (
    "care_models",
    "contract_types",
    "organisational_forms",
    "outcomes",
    "effects",
    "status",
    "study_designs",
    "settings",
    "population_groups",
    "regions",
    "countries",
    "glossary",
)
# They count beside an outcome only: costs that rose are a term of their own, named after outcome and direction.
DIRECTIONS = "directions"
MOVEMENTS = "movements"
# So do effects: patients' experience that got worse, named after outcome and effect.
OUTCOME_RESULTS = "outcome_results"
EQUAL = ("label", "synonym", "abbreviation")
# Words of this length or less are not inflected further: bed, PACS.
SHORT = 3
_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class Form:
    """One way to write a term."""

    concept: str
    text: str
    kind: str
    stems: tuple[str, ...]
    bare: str = ""
    """The one word of a form of one word, without its inflection; empty for longer forms."""
    exact: tuple[str, ...] = ()
    """The words of a name, which has no other inflection; empty for other forms."""

    @property
    def is_short(self) -> bool:
        """Tell whether it is written in capitals, whatever it is to its term: IT is not it."""
        return self.kind == "abbreviation" or (self.text.isupper() and len(self.stems) == 1)


@dataclass(frozen=True)
class Mention:
    """A term found in a text: which words (from, up to) and by which form."""

    concept: str
    first: int
    last: int
    form: Form


@dataclass(frozen=True)
class Thesaurus:
    """All forms of all terms. A concept is `vocabulary/term`."""

    forms: dict[str, tuple[Form, ...]] = field(default_factory=dict)
    by_start: dict[tuple[str, ...], tuple[Form, ...]] = field(default_factory=dict)
    starts: frozenset[str] = frozenset()
    """The stems that any form begins with: few of a text's words do."""
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    senses: Mapping[str, Sense] = field(default_factory=dict)

    def fits(self, mention: Mention, text: str, found: Sequence[Word]) -> bool:
        """Tell whether words of several senses mean the term in a text; true of all other words."""
        written = fold(mention.form.text)
        if written not in self.senses:
            return True
        span = found[mention.first : mention.last]
        as_written = " ".join(word.text for word in span) == written
        return as_written and self.senses[written].fits(text, span[0].start, span[-1].end)

    def stems(self) -> frozenset[str]:
        """Give the stems of all forms."""
        return frozenset(stem for forms in self.forms.values() for form in forms for stem in form.stems)

    def label(self, concept: str) -> str:
        """Give the term's label."""
        return self.forms[concept][0].text

    def equals(self, concept: str) -> tuple[str, ...]:
        """Give all forms that mean the same, the label first."""
        return tuple(dict.fromkeys(form.text for form in self.forms[concept] if form.kind in EQUAL))

    def mentions(self, text: Sequence[Word], stems: Sequence[str], *, narrower: bool, lower: bool) -> list[Mention]:
        """Find the terms in a text, longest first where they overlap.

        `narrower` lets words that mean less find the term too; `lower` lets abbreviations match without capitals.
        """
        found: list[Mention] = []
        for first in (at for at, stem in enumerate(stems) if stem in self.starts):
            for form in self._beginning(stems, first):
                last = first + len(form.stems)
                if tuple(stems[first:last]) != form.stems or (form.kind == "narrower" and not narrower):
                    continue
                if form.is_short and not (lower or _has_capitals(text[first:last])):
                    continue
                if not _is_form(form, text[first:last]):
                    continue
                found.append(Mention(form.concept, first, last, form))
        return _longest(found)

    def _beginning(self, stems: Sequence[str], first: int) -> tuple[Form, ...]:
        """Give the forms that begin with the one or two stems at a place."""
        alone = self.by_start.get((stems[first],), ())
        return alone + self.by_start.get(tuple(stems[first : first + 2]), ()) if first + 1 < len(stems) else alone


def load(connection: sqlite3.Connection, stemmer: Stemmer) -> Thesaurus:
    """Read the thesaurus from the table of synonyms, with all places as terms of their own."""
    own = {name for (name,) in connection.execute("select distinct vocabulary from terms")}
    rows = _synonyms(connection, own.union(VOCABULARIES))
    gazetteer, places = load_gazetteer(connection)
    return replace(build([*rows, *places], stemmer), gazetteer=gazetteer, senses=load_senses(connection))


def load_directions(connection: sqlite3.Connection, stemmer: Stemmer) -> Thesaurus:
    """Read the words for directions: more, fewer, rose."""
    return build(_synonyms(connection, (DIRECTIONS,)), stemmer)


def _synonyms(connection: sqlite3.Connection, vocabularies: Collection[str]) -> list[tuple[str, str, str, str]]:
    rows = connection.execute("select vocabulary, term, text, kind from synonyms order by rowid").fetchall()
    return [row for row in rows if row[0] in vocabularies]


def build(rows: Sequence[tuple[str, str, str, str]], stemmer: Stemmer) -> Thesaurus:
    """Build a thesaurus from rows of vocabulary, term, text and kind."""
    # What stands in brackets explains a label; nobody types it.
    plain = [_BRACKETS.sub("", text) if kind == "label" else text for _, _, text, kind in rows]
    found = [[word.text for word in words(text)] for text in plain]
    stems = stemmer.stems(word for text in found for word in text)
    forms: dict[str, list[Form]] = defaultdict(list)
    for (vocabulary, term, _, kind), text, parts in zip(rows, plain, found, strict=True):
        is_everyday = all(part in STOP_WORDS for part in parts) and not text.isupper()
        if parts and not is_everyday:
            concept = f"{vocabulary}/{term}"
            alone = bare(parts[0]) if len(parts) == 1 else ""
            exact = tuple(parts) if vocabulary == PLACES else ()
            forms[concept].append(Form(concept, text, kind, tuple(stems[part] for part in parts), alone, exact))
    return _of({concept: tuple(group) for concept, group in forms.items()})


@lru_cache(maxsize=1 << 14)
def bare(word: str) -> str:
    """Give a word without the ending of a plural or tense. Stems say too much: integration is no form of integrator."""
    found = word.lower().removesuffix("'s")
    if len(found) > SHORT:
        found = f"{found[:-3]}y" if found.endswith("ies") else found.removesuffix("s")
        for ending in ("ing", "ed"):
            if found.endswith(ending) and len(found) - len(ending) >= SHORT:
                found = found.removesuffix(ending)
                break
    return found.removesuffix("e")


def _of(forms: dict[str, tuple[Form, ...]]) -> Thesaurus:
    by_start: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    for group in forms.values():
        for form in group:
            by_start[form.stems[:2]].append(form)
    starts = frozenset(stems[0] for stems in by_start)
    return Thesaurus(forms, {stems: tuple(group) for stems, group in by_start.items()}, starts)


def _is_form(form: Form, text: Sequence[Word]) -> bool:
    """Tell whether words whose stems are those of a form are the form: Reading is no form of read."""
    if form.exact:
        return tuple(word.text for word in text) == form.exact
    return not form.bare or bare(text[0].text) == form.bare


def _has_capitals(text: Sequence[Word]) -> bool:
    return all(word.capitals or not word.text.isalpha() or len(word.text) == 1 for word in text)


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Keep the longest of overlapping mentions; terms of several vocabularies may share the same words."""
    kept: list[Mention] = []
    taken: dict[int, tuple[int, int]] = {}
    for mention in sorted(mentions, key=lambda m: (m.first - m.last, m.first, m.concept)):
        span = (mention.first, mention.last)
        holders = {taken[at] for at in range(*span) if at in taken}
        same = any(other.concept == mention.concept and (other.first, other.last) == span for other in kept)
        if holders <= {span} and not same:
            kept.append(mention)
            taken.update(dict.fromkeys(range(*span), span))
    return sorted(kept, key=lambda m: (m.first, m.concept))
