"""Finds the words that say what happened to an outcome, and which of its sides they speak to."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from ingest.tag.knowledge import knowledge
from kb.model.vocabulary import Vocabularies

NOUN, VERB, QUALITY, PHRASE, OFTEN_KIND = "noun", "verb", "quality", "phrase", "often"
OFTEN = {"often", "frequently"}
COMPARED = {"more", "less", "worse", "fewer"}
MORE = {"more", "less", "fewer", "higher", "lower"}
BEING = {"be", "been", "was", "were", "is", "are", "being"}


@dataclass(frozen=True)
class Cue:
    """Tokens from first up to last that say what happened, and what they say."""

    first: int
    last: int
    meaning: str
    kind: str


@dataclass(frozen=True)
class Lexicon:
    """Words and phrases by what they say."""

    meanings: dict[tuple[str, ...], str]
    longest: int

    def at(self, words: list[str], index: int) -> tuple[int, str] | None:
        """Give the number of words and the meaning of the longest cue that begins here."""
        for size in range(min(self.longest, len(words) - index), 0, -1):
            meaning = self.meanings.get(tuple(words[index : index + size]))
            if meaning:
                return size, meaning
        return None


def lexicon(vocabularies: Vocabularies) -> Lexicon:
    """Make the lexicon from the vocabulary of directions and the tagger's own list."""
    cues = knowledge("cues")
    ignored = set(cues["ignored"])
    meanings: dict[tuple[str, ...], str] = {}
    for direction in ("increase", "decrease"):
        term = vocabularies.terms("directions").get(direction)
        known = [word.lower() for word in (term.label, *term.synonyms, *term.narrower)] if term else []
        for word in [word for word in known if word not in ignored] + cues[direction]:
            meanings[tuple(word.split())] = direction
    for meaning in ("unchanged", "inconclusive", "mixed", "changing", "improving", "worsening"):
        for word in cues[meaning]:
            meanings[tuple(word.replace("n't", " n't").split())] = meaning
    return Lexicon(meanings, max(map(len, meanings)))


def cues(sentence: Sentence, known: Lexicon, taken: set[int]) -> Iterator[Cue]:
    """Give the cues of a sentence; `taken` are the tokens of its outcomes and names."""
    words = [token.lower_.replace("’", "'") for token in sentence]
    index = 0
    while index < len(words):
        found = None if sentence.start + index in taken else known.at(words, index)
        if not found:
            found = _up_or_down(words, index)
        if found and not (index + found[0] < len(words) and _guarded(words, index, found)):
            first = sentence.start + index
            yield Cue(first, first + found[0], found[1], _kind(sentence.doc, first, found))
        index += found[0] if found else 1


def _up_or_down(words: list[str], index: int) -> tuple[int, str] | None:
    """'Up' and 'down' count only before an amount: 'down 9%', 'up by a third', 'down from'."""
    follower = words[index + 1] if index + 1 < len(words) else ""
    before = words[index - 1] if index else ""
    measured = (
        follower in {"by", "from", "a", "sharply"}
        or follower[:1].isdigit()
        or before in {"%", "cent", "percent", "are", "is", "were", "was"}
    )
    ends = follower in {"", ".", ",", "and", "in", "at", "to"}
    split = ends and set(words[max(0, index - 8) : index]) & set(knowledge("cues")["split_verbs"])
    if words[index] in {"up", "down"} and (measured or split):
        return 1, "increase" if words[index] == "up" else "decrease"
    return None


def _guarded(words: list[str], index: int, found: tuple[int, str]) -> bool:
    """'More than 1,000' and 'less than half' count things and say nothing of a change."""
    size = found[0]
    follower = words[index + size]
    beyond = words[index + size + 1] if index + size + 1 < len(words) else ""
    if words[index] in MORE and follower == "than":
        return beyond[:1].isdigit() or beyond in knowledge("cues")["counts"]
    if words[index] in {"fall", "falls", "fell", "fallen", "falling"}:
        return follower in knowledge("cues")["not_a_fall"]
    return words[index] == "close" and follower == "to"


def _kind(doc: Doc, first: int, found: tuple[int, str]) -> str:
    size, meaning = found
    if meaning in {"unchanged", "inconclusive", "mixed"}:
        return PHRASE
    token = doc[first + size - 1]
    if token.lower_ in OFTEN:
        return OFTEN_KIND
    if token.lower_ in {"up", "down"}:
        return VERB if size > 1 else QUALITY
    if size > 1:
        return VERB if doc[first].lower_ in knowledge("cues")["intransitive"] else QUALITY
    return _kind_of(token)


def _kind_of(token: Token) -> str:
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ in COMPARED or (token.lower_.endswith("er") and not token.tag_.startswith("VB")):
        return QUALITY
    if token.i and token.nbor(-1).lower_.replace("’", "'") in knowledge("cues")["before_verb"]:
        return VERB
    if token.tag_.startswith("NN"):
        return VERB if following == "by" and not _has_article(token) else NOUN
    if token.tag_.startswith("VB"):
        return NOUN if _has_article(token) and following in {"in", "of", "to", "on"} else VERB
    return QUALITY


def _has_article(token: Token) -> bool:
    before = token.doc[max(0, token.i - 3) : token.i]
    return any(word.lower_ in {"a", "an", "the", "no", "any", "this", "further", "%"} for word in before)


def spoken_of_itself(doc: Doc, cue: Cue) -> bool:
    """Tell whether a verb is said of what stands before it: passive, or without an object."""
    before = {token.lower_ for token in doc[max(0, cue.first - 4) : cue.first]}
    if before & BEING and doc[cue.first].tag_ in {"VBN", "VBD", "JJ"}:
        return True
    if doc[cue.first].lower_ in knowledge("cues")["intransitive"] and doc[cue.first].tag_ not in {"VBG", "VBN"}:
        return True
    return without_object(doc, cue)


def without_object(doc: Doc, cue: Cue) -> bool:
    """Tell whether nothing that could be the object follows a verb."""
    if cue.last >= len(doc):
        return True
    following = doc[cue.last]
    if following.lower_ in knowledge("cues")["roughly"] and cue.last + 1 < len(doc) and following.nbor(1).tag_ == "CD":
        return False
    ends = following.is_punct or following.is_space or following.tag_ in {"RB", "WRB", "IN", "VBD", "VBZ", "MD"}
    return ends or following.lower_ in knowledge("cues")["after_verb"]
