"""What the language model finds, corrected for what it gets wrong here. People are found to be left out."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as Entity

from ingest.tag.lists import Lists
from ingest.tag.mention import Span

KINDS = {"ORG": "organisation", "GPE": "place", "LOC": "place"}
LOCATING = {"in", "at", "across", "around", "near", "from", "throughout", "outside", "within", "to"}
LITTLE = {"and", "of", "the", "for", "&", "'s", "-", "upon", "in"}


def people(doc: Doc) -> list[Span]:
    """Give the names of people; they are never tagged."""
    return [_span(entity, "person") for entity in doc.ents if entity.label_ == "PERSON"]


def entities(doc: Doc, refused: frozenset[str], lists: Lists) -> Iterator[Span]:
    """Give organisations and places that only the model knows; `refused` are words that are something else."""
    not_names = refused | frozenset(lists.tagging.organisations.not_names)
    for entity in doc.ents:
        span = _trimmed(entity)
        if entity.label_ in KINDS and span is not None and _looks_like_name(span, entity.label_, not_names, lists):
            yield _span(span, KINDS[entity.label_])


def _trimmed(entity: Entity) -> Entity | None:
    """Leave out an article before the name and a genitive after it."""
    first, last = entity.start, entity.end
    while first < last and entity.doc[first].lower_ in {"the", "a", "an", "'s", "’s"}:
        first += 1
    while first < last and entity.doc[last - 1].text in {"'s", "’s", "'", ",", "."}:
        last -= 1
    return entity.doc[first:last] if first < last else None


def _looks_like_name(span: Entity, label: str, not_names: frozenset[str], lists: Lists) -> bool:
    words = [token.text for token in span if token.text not in LITTLE]
    if not words or any(word in not_names for word in [span.text, *words]):
        return False
    if not all(re.match(r"[A-Z][\w.'’-]*$", word) for word in words):
        return False
    if (
        lists.something_else.search(span.text)
        or span[0].is_sent_start
        or span.doc.text[span.end_char : span.end_char + 1] == "-"
    ):
        return False
    if label == "ORG":
        return len(words) > 1
    return not words[0].isupper() and span[0].nbor(-1).lower_ in LOCATING


def _span(entity: Entity, kind: str) -> Span:
    return Span(entity.start_char, entity.end_char, kind, None, "model")
