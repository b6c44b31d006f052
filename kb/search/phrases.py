"""Phrases and words in fields, where the full-text tables read letters or numbers otherwise than search does.

SQLite's tokenizer keeps ø and ł apart from o and l, and reads £8.2m as 8 and 2m.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.search.query import Condition
from kb.search.stems import Stemmer
from kb.search.words import LETTERS, is_number, words

# The letters that only search folds, as a pattern of SQLite's GLOB.
_FOLDED = f"*[{LETTERS}]*"


class Phrases:
    """Looks for the words of a condition in texts, as search reads both."""

    def __init__(self, stemmer: Stemmer) -> None:
        """Take the stemmer of the base."""
        self._stemmer = stemmer

    def terms(self, condition: Condition) -> list[str]:
        """Give the terms of the index that an entry must have: all stems, and the pairs of a number with its neighbour."""
        stems = self._stems(condition.text)
        pairs = [f"{a} {b}" for a, b in pairwise(stems) if condition.exact and (is_number(a) or is_number(b))]
        return [*stems, *pairs]

    def holding(self, connection: sqlite3.Connection, condition: Condition, slugs: Sequence[str]) -> Iterator[str]:
        """Give which of some entries hold the condition in a text that the full-text tables may read otherwise."""
        wanted = self._stems(condition.text)
        folded_only = not any(map(is_number, wanted))
        for slug in slugs:
            if any(
                self._holds(text, wanted, exact=condition.exact)
                for text in _texts(connection, slug, condition, folded_only)
            ):
                yield slug

    def _stems(self, text: str) -> list[str]:
        found = [word.text for word in words(text)]
        known = self._stemmer.stems(found)
        return [known[word] for word in found]

    def _holds(self, text: str, wanted: list[str], *, exact: bool) -> bool:
        stems = self._stems(text)
        if not exact:
            return set(wanted) <= set(stems)
        return any(stems[at : at + len(wanted)] == wanted for at in range(len(stems) - len(wanted) + 1))


def _texts(connection: sqlite3.Connection, slug: str, condition: Condition, folded_only: bool) -> Iterator[str]:
    if condition.field == "title":
        query, values = "select title from entries where slug = ?", [slug]
    elif condition.field:
        query, values = "select text from passages where entry = ? and field = ?", [slug, condition.field]
    else:
        query, values = "select text from passages where entry = ?", [slug]
    column = "title" if condition.field == "title" else "text"
    more = f" and {column} glob ?" if folded_only else ""
    rows = connection.execute(query + more, [*values, _FOLDED] if folded_only else values)
    yield from (row[0] for row in rows)
