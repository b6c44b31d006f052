"""Finds the vocabularies' terms by their labels, synonyms, short forms and narrower words, and by patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from ingest.tag.knowledge import plain
from ingest.tag.mention import Span
from kb.model.tagging import Sense as Rule
from kb.model.vocabulary import Vocabularies, VocabularyTerm

# In the order in which a word that stands for terms of two vocabularies is taken.
TAGGED = (
    "care_models",
    "contract_types",
    "organisational_forms",
    "outcomes",
    "population_groups",
    "settings",
)
SENSE_WINDOW = 60
VERBS = {"VB", "VBP", "VBZ", "VBD", "VBN"}
UNNATURAL = re.compile(r"[()]| or ")


@dataclass(frozen=True)
class Sense:
    """The neighbourhood that a word needs, or must not have, to mean its term."""

    words: frozenset[str]
    near: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def fits(self, text: str, span: Span) -> bool:
        """Tell whether the text around the span lets it mean the term."""
        before = re.split(r"[.;]", text[max(0, span.start - SENSE_WINDOW) : span.start])[-1]
        after = re.split(r"[.;]", text[span.end : span.end + SENSE_WINDOW])[0]
        around = before + text[span.start : span.end] + after
        if self.near and not self.near.search(around):
            return False
        return not (self.unless and self.unless.search(around))


@dataclass
class TermFinder:
    """Matches phrases and patterns of the vocabularies in a text."""

    nlp: Language
    vocabularies: Vocabularies
    _phrases: PhraseMatcher = field(init=False)
    _short_forms: PhraseMatcher = field(init=False)
    _patterns: list[tuple[str, str, re.Pattern[str]]] = field(init=False)
    _senses: list[Sense] = field(init=False)

    def __post_init__(self) -> None:
        """Build the matchers once."""
        self._phrases = PhraseMatcher(self.nlp.vocab, attr="LOWER")
        self._short_forms = PhraseMatcher(self.nlp.vocab, attr="ORTH")
        for vocabulary in TAGGED:
            quiet = set(self.vocabularies.tagging.senses.untagged.get(vocabulary, ()))
            for term_id, term in self.vocabularies.terms(vocabulary).items():
                self._add(vocabulary, term_id, term, quiet)
        self._patterns = list(self._compiled())
        self._senses = [_sense(rule) for rule in self.vocabularies.tagging.senses.senses]

    def find(self, doc: Doc) -> Iterator[Span]:
        """Give every candidate whose sense fits its neighbourhood."""
        text = plain(doc.text)
        verbs = {token.idx: len(token) for token in doc if token.tag_ in VERBS}
        for found in [*self._matched(doc), *self._matching(text)]:
            span = _after_whom(text, found)
            words = text[span.start : span.end]
            if verbs.get(span.start) == span.length:
                continue  # 'it costs', 'she travels', 'they grant': what is done names no outcome
            if all(sense.fits(text, span) for sense in self._senses if words in sense.words):
                yield span

    def _add(self, vocabulary: str, term_id: str, term: VocabularyTerm, quiet: set[str]) -> None:
        for method, words in (("term", [term.label, *term.synonyms]), ("narrower", term.narrower)):
            docs = [self.nlp.make_doc(form) for word in words for form in _forms(word, quiet)]
            if docs:
                self._phrases.add(f"{vocabulary} {term_id} {method}", docs)
        short = [form for word in term.abbreviations for form in _short_forms(word, quiet)]
        if short:
            self._short_forms.add(f"{vocabulary} {term_id} abbreviation", [self.nlp.make_doc(w) for w in short])

    def _matched(self, doc: Doc) -> Iterator[Span]:
        for matcher in (self._phrases, self._short_forms):
            for key, first, last in matcher(doc):
                vocabulary, term_id, method = self.nlp.vocab.strings[key].split(" ")
                found = doc[first:last]
                yield Span(found.start_char, found.end_char, vocabulary, term_id, method)

    def _matching(self, text: str) -> Iterator[Span]:
        for vocabulary, term_id, pattern in self._patterns:
            for match in pattern.finditer(text):
                words = match.group()
                start = match.start() + len(words) - len(words.lstrip())
                end = match.end() - (len(words) - len(words.rstrip()))
                if end > start:
                    yield Span(start, end, vocabulary, term_id, "pattern")

    def _compiled(self) -> Iterator[tuple[str, str, re.Pattern[str]]]:
        for vocabulary, terms in self.vocabularies.tagging.patterns:
            for term_id, patterns in terms.items():
                if term_id in self.vocabularies.terms(vocabulary):
                    for pattern in patterns:
                        yield vocabulary, term_id, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.IGNORECASE)


def _after_whom(text: str, span: Span) -> Span:
    """In 'young people with asthma', 'young people' is one thing and 'asthma' another."""
    people = re.match(r"(?:people|patients|adults) (?:living )?with ", text[span.start : span.end], re.IGNORECASE)
    if people and re.search(r"\b(?:young|older|old|elderly|frail) $", text[: span.start], re.IGNORECASE):
        return replace(span, start=span.start + people.end())
    return span


def _forms(word: str, quiet: set[str]) -> Iterator[str]:
    """Give a word as it may stand in a text: singular and plural, with and without hyphens."""
    if word.lower() in quiet or UNNATURAL.search(word):
        return
    for spelling in sorted({word.lower(), word.lower().replace("-", " ")}):
        yield spelling
        other = _other_number(spelling)
        if other not in quiet:
            yield other


def _other_number(word: str) -> str:
    """Give the plural of a singular, and the reverse; a form that no text has does no harm."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return word.removesuffix("s") if word.endswith("s") else f"{word}s"


def _short_forms(word: str, quiet: set[str]) -> Iterator[str]:
    if word.lower() not in quiet:
        yield word
        if not word.endswith(("s", "S")):
            yield f"{word}s"


def _sense(rule: Rule) -> Sense:
    near, unless = (re.compile(text, re.IGNORECASE) if text else None for text in (rule.near, rule.unless))
    return Sense(frozenset(rule.words), near, unless)
