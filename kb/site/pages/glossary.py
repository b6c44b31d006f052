"""The glossary: every term of every vocabulary, and what it means."""

from collections.abc import Sequence

from datasette import Response

from kb.errors import QueryError
from kb.published.glossary import Explained, read_glossary, titles
from kb.site.visit import Visit
from kb.synthesis.subjects import VOCABULARIES

VOCABULARY = "vocabulary"
# A longer list has an index of first letters.
LONG = 40
# What begins with no letter.
DIGITS = "0-9"


async def glossary(visit: Visit) -> Response:
    """Answer with all terms, or with those of one vocabulary and all words for them, as a page or as JSON."""
    visit.allow(VOCABULARY)
    chosen = (visit.values(VOCABULARY) or (None,))[-1]
    named = titles(visit.site.labels)
    if chosen is not None and chosen not in named:
        raise QueryError(f"{VOCABULARY} has no value {chosen[:80]!r}; allowed: {', '.join(named)}")
    found = await visit.site.read(read_glossary, visit.site.labels)
    shown = {name: terms for name, terms in found.items() if chosen in (None, name)}
    if visit.wants_json:
        return visit.json({"ok": True, "terms": [_as_json(one) for terms in shown.values() for one in terms]})
    context = {
        "found": {name: by_letter(terms) for name, terms in shown.items()},
        "titles": named,
        "chosen": chosen,
        "topics": VOCABULARIES,
    }
    return await visit.page("glossary.html", context)


def by_letter(terms: Sequence[Explained]) -> dict[str, list[Explained]]:
    """Part a long list by the first letters of its terms; a short one stays whole, under no letter."""
    parted: dict[str, list[Explained]] = {}
    for one in terms:
        first = one.term.label[:1].upper()
        letter = "" if len(terms) <= LONG else first if first.isalpha() else DIGITS
        parted.setdefault(letter, []).append(one)
    return parted


def _as_json(one: Explained) -> dict[str, object]:
    term = one.term
    topic = f"/topics/{one.vocabulary}/{term.id}" if one.vocabulary in VOCABULARIES else None
    return {
        "vocabulary": one.vocabulary,
        "term": term.id,
        "label": term.label,
        "definition": term.definition,
        "also": list(one.also),
        "topic": topic,
    }
