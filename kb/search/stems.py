"""Stems words exactly as the database's full-text tables do: by asking SQLite's own Porter tokenizer."""

import sqlite3
import threading
from collections.abc import Iterable

BATCH = 5000
# Far more than a base has words; what people type must not fill the memory.
REMEMBERED = 500_000
TOKENIZER = "porter unicode61 remove_diacritics 2"


class Stemmer:
    """Gives the stem of a word, and remembers it. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(f"create virtual table word using fts5(text, tokenize='{TOKENIZER}')")
        self._database.execute("create virtual table stem using fts5vocab(word, instance)")

    def remember(self, stems: Iterable[tuple[str, str]]) -> None:
        """Take words and their stems from where they were once written down, which is quicker than to stem them."""
        self._known.update(stems)

    def stem(self, word: str) -> str:
        """Give one word's stem; numbers and e-mail addresses are their own."""
        return self._known.get(word) or self.stems([word])[word]

    def stems(self, words: Iterable[str]) -> dict[str, str]:
        """Give the stems of many words at once."""
        wanted = list(dict.fromkeys(words))
        known = self._known
        found = {word: known[word] for word in wanted if word in known}
        new = [word for word in wanted if word not in found]
        for at in range(0, len(new), BATCH):
            found |= self._learn(new[at : at + BATCH])
        return found

    def _learn(self, words: list[str]) -> dict[str, str]:
        rows = [(number, word) for number, word in enumerate(words) if word.isalpha()]
        with self._lock:
            self._database.execute("begin")
            self._database.executemany("insert into word(rowid, text) values (?, ?)", rows)
            stems = dict(self._database.execute("select doc, term from stem where offset = 0").fetchall())
            self._database.execute("rollback")
        learnt = {word: stems.get(number, word) for number, word in enumerate(words)}
        if len(self._known) > REMEMBERED:
            # Other threads may still read the old one, so it is left as it is.
            self._known = {}
        self._known.update(learnt)
        return learnt
