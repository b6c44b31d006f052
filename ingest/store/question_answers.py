"""Finds the fact of an entry that each of its questions leads to, so that a search can show the fact and not the question."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.vectors.passages import Passage
from kb.search.asking import kinds_asked
from kb.search.facts import WORDS, Stored, Wanted
from kb.search.stems import Stemmer
from kb.search.words import STOP_WORDS, words

QUESTIONS = "questions"
# What states something of a scheme; the others repeat what a hit shows of its entry anyway.
FACTS = frozenset({"summary", "impacts", "lessons", "contract", "population", "figures", "milestones"})
# A fact that is like all questions of its entry is like none of them in particular: it is the shortest beside the title.
SHARED = 0.5
Floats = NDArray[np.float64]


def answers(passages: Sequence[Passage], vectors: Sequence[bytes | None], stemmer: Stemmer) -> dict[int, int]:
    """Give, for the passages of one entry, by the place of each question the place of the fact most like it.

    Likeness is the cosine of the vectors, less what the fact shares with all the questions, and the share of the
    question's words that the fact holds; a fact of the kind that is asked for comes first, a hope after a result.
    """
    asked = [at for at, passage in enumerate(passages) if passage.field == QUESTIONS and vectors[at]]
    facts = [at for at, passage in enumerate(passages) if passage.field in FACTS and vectors[at]]
    if not asked or not facts:
        return {}
    likeness = _cosines(vectors, asked, facts) + WORDS * _shares(passages, asked, facts, stemmer)
    likeness += _suited([passages[at] for at in asked], [passages[at] for at in facts])
    best = np.argmax(likeness, axis=1).tolist()
    return {question: facts[place] for question, place in zip(asked, best, strict=True)}


def _cosines(vectors: Sequence[bytes | None], asked: Sequence[int], facts: Sequence[int]) -> Floats:
    questions, stated = (
        np.array([np.frombuffer(vectors[at] or b"", dtype="<f4") for at in places], dtype=np.float64)
        for places in (asked, facts)
    )
    cosines = questions @ stated.T
    return np.asarray(cosines - SHARED * cosines.mean(axis=0))


def _shares(passages: Sequence[Passage], asked: Sequence[int], facts: Sequence[int], stemmer: Stemmer) -> Floats:
    """Give the share of each question's words that each fact holds, a word of few facts counting more."""
    stated = [_stems(passages[at].text, stemmer) for at in facts]
    counts = Counter(stem for stems in stated for stem in stems)
    rows = [_row(_stems(passages[at].text, stemmer), stated, counts) for at in asked]
    return np.array(rows, dtype=np.float64)


def _row(question: frozenset[str], stated: Sequence[frozenset[str]], counts: Mapping[str, int]) -> list[float]:
    total = len(stated)
    worth = {stem: math.log1p((total - counts[stem] + 0.5) / (counts[stem] + 0.5)) for stem in sorted(question)}
    whole = sum(worth.values()) or 1.0
    return [sum(each for stem, each in worth.items() if stem in stems) / whole for stems in stated]


def _stems(text: str, stemmer: Stemmer) -> frozenset[str]:
    telling = [word.text for word in words(text) if word.text not in STOP_WORDS]
    return frozenset(stemmer.stems(telling).values())


def _suited(asked: Sequence[Passage], facts: Sequence[Passage]) -> Floats:
    """Give what the kind of each fact adds for each question, as where an excerpt is chosen."""
    stated = [Stored(at, fact.field, fact.text, fact.hoped) for at, fact in enumerate(facts)]
    wanted = [Wanted({}, frozenset(), kinds_asked(question.text)) for question in asked]
    return np.array([[fact.suits(each) for fact in stated] for each in wanted])
