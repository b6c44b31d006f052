"""Turns the text of a query into units to look up: words, and spans of words that name a vocabulary's term."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from kb.search.asking import CONTACT, NAMES_SOMEBODY, asks_whom, kinds_asked
from kb.search.concepts import EQUAL, Mention, Thesaurus, load, load_directions
from kb.search.movements import movements
from kb.search.places import BEFORE_A_PLACE, PLACES, REGIONS
from kb.search.query import PARAGRAPH
from kb.search.spelling import SHORTEST, Speller
from kb.search.stems import Stemmer
from kb.search.words import STOP_WORDS, Word, fold, is_number, words

_HYPHENED = re.compile(r"\b([^\W\d_]+)-([^\W\d_]+)\b")
ENDINGS = ("s", "es", "ed", "ing", "er", "ers", "ly")


@dataclass(frozen=True)
class Unit:
    """One thing that is asked for: the words as typed, their stems, the terms that they name, and how often.

    `equal`: the words are a form of the term itself and not of something narrower. `wider`: of a place, the terms of what
    it lies in, the nearest first. `locates`: it names nothing but places, regions or countries.
    """

    typed: str
    stems: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    equal: bool = False
    count: int = 1
    choices: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    locates: bool = False


@dataclass(frozen=True)
class Reading:
    """How a query is understood.

    `movements`: terms that count beside the words. `corrected`: the suggested spelling is the one that was read.
    `failures`: it asks for what went wrong.
    """

    units: tuple[Unit, ...]
    pairs: tuple[str, ...]
    movements: tuple[str, ...]
    meaning: str
    expanded: tuple[tuple[str, tuple[str, ...]], ...]
    suggestion: str | None = None
    corrected: bool = False
    failures: bool = False


@dataclass(frozen=True)
class Reader:
    """Understands queries with the base's own words and vocabularies."""

    stemmer: Stemmer
    thesaurus: Thesaurus
    directions: Thesaurus
    speller: Speller
    is_english: Callable[[str], bool]

    @classmethod
    def open(cls, connection: sqlite3.Connection, is_english: Callable[[str], bool]) -> "Reader":
        """Read the base's words and vocabularies. `is_english` tells a word that the base may lack and is still right."""
        stemmer = Stemmer()
        stemmer.remember(connection.execute("select word, stem from words"))
        thesaurus = load(connection, stemmer)
        directions = load_directions(connection, stemmer)
        return cls(stemmer, thesaurus, directions, Speller(connection, thesaurus.stems()), is_english)

    def read(self, text: str, *, expand: bool, prefix: bool) -> Reading:
        """Understand a text. Without `expand` it is taken as typed, and a correction is only suggested."""
        text = self._joined(text) if expand else text
        typed, suggested = text, self._corrected(text, prefix=prefix)
        text = suggested if expand else typed
        found = words(text)
        stems = [self.stemmer.stem(word.text) for word in found]
        mentions = self._mentions(text, found, stems) if expand else []
        units = _merged([*self._named(found, stems, mentions), *self._plain(found, stems, mentions)])
        if prefix and found:
            units = self._with_beginnings(units, found[-1].text)
        pairs = tuple(f"{a} {b}" for a, b in pairwise(stems) if is_number(a) or is_number(b))
        said = self.directions.mentions(found, stems, narrower=False, lower=True) if expand else []
        expansions = self._expansions(text, found, mentions)
        suggestion = suggested if suggested != typed else None
        meaning = self._spelled_out(text, found, mentions)
        beside = movements(found, stems, mentions, said)
        if CONTACT in kinds_asked(text):
            beside = (*beside, NAMES_SOMEBODY)
        return Reading(units, pairs, beside, meaning, expansions, suggestion, text != typed)

    def named(self, text: str) -> list[Mention]:
        """Give the terms that a text names by their label, a synonym or a short form, in the order of its words."""
        text = self._corrected(text, prefix=False)
        found = words(text)
        mentions = self._mentions(text, found, [self.stemmer.stem(word.text) for word in found])
        return [mention for mention in mentions if mention.form.kind in EQUAL]

    def only_related(self, reading: Reading) -> tuple[str, ...]:
        """Give the words of a query that name no term and of which the base has but relatives: insurer, of insurance."""
        plain = (unit.typed for unit in reading.units if not unit.concepts and not unit.choices)
        return tuple(word for word in plain if not self.speller.has(word))

    def _joined(self, text: str) -> str:
        """Write words with a hyphen as the entries have them, where they have them as one only: musculo-skeletal."""

        def written(found: re.Match[str]) -> str:
            joined = f"{found[1]}{found[2]}"
            known = all(map(self.speller.uses, (fold(found[1]), fold(found[2]))))
            return joined if self.speller.uses(fold(joined)) and not known else found[0]

        return _HYPHENED.sub(written, text)

    def _corrected(self, text: str, *, prefix: bool) -> str:
        """Correct words that nobody knows: as typed they can find nothing. A pasted paragraph has enough other words."""
        found = words(text)
        if len(found) > PARAGRAPH:
            return text
        # Who misspells a word that nobody knows misspells others into words that somebody does.
        hasty = any(
            not self._is_known(word.text) and self.speller.correction(word.text) for word in found if not word.capitals
        )
        for at, word in reversed(list(enumerate(found))):
            is_unfinished = prefix and at == len(found) - 1
            is_short_form = word.capitals and text[word.start : word.end].isupper() and not text.isupper()
            if is_unfinished or is_short_form or self.speller.uses(word.text):
                continue
            better = self.speller.within([each.text for each in found], at)
            if better is None and not self._is_known(word.text):
                better = self.speller.correction(word.text)
            if better is None and hasty and self.stemmer.stem(word.text) not in self.speller.stems:
                better = self.speller.slip(word.text)
            if better:
                text = f"{text[: word.start]}{better}{text[word.end :]}"
        return text

    def _is_known(self, word: str) -> bool:
        """Tell whether a word is used by the base in any inflection, or is English that the base happens not to use."""
        if self.speller.knows(word) or self.stemmer.stem(word) in self.speller.stems:
            return True
        return any(self.is_english(form) for form in (word, *_without_ending(word)))

    def _mentions(self, text: str, found: Sequence[Word], stems: Sequence[str]) -> list[Mention]:
        mentions = self.thesaurus.mentions(found, stems, narrower=True, lower=True)
        meant = [
            one
            for one in mentions
            if not asks_whom(text, found[one.first].start, found[one.last - 1].end)
            if self._is_meant(one, found) and self._is_place(one, text, found) and self.thesaurus.fits(one, text, found)
        ]
        # Words that are a form of one term are not meant for the wider terms that they would find as well.
        named = {(mention.first, mention.last) for mention in meant if mention.form.kind in EQUAL}
        return [m for m in meant if m.form.kind in EQUAL or (m.first, m.last) not in named]

    def _is_meant(self, mention: Mention, found: Sequence[Word]) -> bool:
        """Tell whether a short form in small letters is meant as one: not where it is a word, unless it is all there is."""
        span = found[mention.first : mention.last]
        if not mention.form.is_short or all(word.capitals for word in span) or len(span) == len(found):
            return True
        return not any(word.text in STOP_WORDS or self.speller.lower.get(word.text) for word in span)

    def _is_place(self, mention: Mention, text: str, found: Sequence[Word]) -> bool:
        """Tell whether what may be a place and a word is meant as a place; true of all other terms."""
        if not mention.form.exact or mention.form.text not in self.thesaurus.gazetteer.ambiguous:
            return True
        if not mention.first:
            return mention.last == len(found)
        return found[mention.first - 1].text in BEFORE_A_PLACE or text[found[mention.first].start].isupper()

    def _named(self, found: Sequence[Word], stems: Sequence[str], mentions: list[Mention]) -> list[Unit]:
        spans: dict[tuple[int, int], list[Mention]] = {}
        for mention in mentions:
            spans.setdefault((mention.first, mention.last), []).append(mention)
        return [self._unit(found[first:last], stems[first:last], named) for (first, last), named in spans.items()]

    def _unit(self, found: Sequence[Word], stems: Sequence[str], named: Sequence[Mention]) -> Unit:
        """Make a unit of words that name terms. Of a word of several senses only the term counts."""
        equal = any(mention.form.kind in EQUAL for mention in named)
        is_sense = equal and any(fold(mention.form.text) in self.thesaurus.senses for mention in named)
        return Unit(
            " ".join(word.text for word in found),
            () if is_sense else tuple(stem for word, stem in zip(found, stems, strict=True) if _tells(word)),
            tuple(mention.concept for mention in named),
            equal=equal,
            wider=self._wider(named),
            locates=all(self.thesaurus.gazetteer.locates(mention.concept) for mention in named),
        )

    def _wider(self, named: Sequence[Mention]) -> tuple[str, ...]:
        """Give what holds a place, regions last; nothing for words that name something else as well."""
        places = [mention.concept.removeprefix(f"{PLACES}/") for mention in named if mention.form.exact]
        if len(places) < len(named):
            return ()
        holders = dict.fromkeys(chain.from_iterable(map(self.thesaurus.gazetteer.wider, places)))
        return tuple(sorted(holders, key=lambda holder: holder.startswith(f"{REGIONS}/")))

    def _plain(self, found: Sequence[Word], stems: Sequence[str], mentions: list[Mention]) -> list[Unit]:
        taken = {at for mention in mentions for at in range(mention.first, mention.last)}
        left = [(word, stem) for at, (word, stem) in enumerate(zip(found, stems, strict=True)) if at not in taken]
        telling = [(word, stem) for word, stem in left if _tells(word)]
        # A query of nothing but small words is still a query.
        kept = telling if telling or mentions else left
        return [Unit(word.text, (stem,)) for word, stem in kept]

    def _with_beginnings(self, units: tuple[Unit, ...], start: str) -> tuple[Unit, ...]:
        """Let the last word be the beginning of one of the base's words."""
        choices = tuple(dict.fromkeys(self.stemmer.stem(word) for word in self.speller.beginning(start)))
        others = tuple(unit for unit in units if unit.typed != start)
        return (*others, Unit(start, (self.stemmer.stem(start),), choices=choices)) if choices else units

    def _spelled_out(self, text: str, found: Sequence[Word], mentions: list[Mention]) -> str:
        """Write short forms out: the encoder does not know the NHS's."""
        short = {m.first: m for m in reversed(mentions) if m.form.kind == "abbreviation"}
        for mention in sorted(short.values(), key=lambda m: -m.first):
            start, end = found[mention.first].start, found[mention.last - 1].end
            text = f"{text[:start]}{self.thesaurus.label(mention.concept)}{text[end:]}"
        return text

    def _expansions(
        self, text: str, found: Sequence[Word], mentions: list[Mention]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        spans: dict[str, list[str]] = {}
        for mention in mentions:
            typed = text[found[mention.first].start : found[mention.last - 1].end]
            others = [form for form in self.thesaurus.equals(mention.concept) if form.lower() != typed.lower()]
            spans.setdefault(typed, []).extend(others)
        return tuple((typed, tuple(dict.fromkeys(others))) for typed, others in spans.items() if others)


def _without_ending(word: str) -> list[str]:
    """Give what an inflected English word may come from: implants, from implant."""
    cut = [(word.removesuffix(ending), ending) for ending in ENDINGS if word.endswith(ending)]
    return [form for form, _ in cut if len(form) >= SHORTEST] + [f"{form}e" for form, ending in cut if ending != "s"]


def _tells(word: Word) -> bool:
    return word.text not in STOP_WORDS


def _merged(units: list[Unit]) -> tuple[Unit, ...]:
    """Count what is asked for twice."""
    counts = Counter((unit.stems, unit.concepts) for unit in units)
    first = {(unit.stems, unit.concepts): unit for unit in reversed(units)}
    ordered = dict.fromkeys((unit.stems, unit.concepts) for unit in units)
    return tuple(replace(first[key], count=counts[key]) if counts[key] > 1 else first[key] for key in ordered)
