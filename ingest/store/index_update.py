"""Changes the search tables where one entry has changed, so that they are as if written anew."""

from collections.abc import Sequence

import numpy as np
from sqlite_utils import Database

from ingest.store.search_index import Counted, counted, declarations, passage_rows
from ingest.vectors.embed import Embedded
from ingest.vectors.passages import Passage
from kb.search.concepts import load
from kb.search.stems import Stemmer

FULL_TEXT = {"passages": ("id", "entry", ("text",)), "entries": ("rowid", "slug", ("title", "summary", "place"))}


class IndexUpdate:
    """The search tables' part in the change of one entry: `before` its rows change, and `after`."""

    def __init__(self, database: Database, slug: str) -> None:
        self._database, self._slug = database, slug
        self._stemmer = Stemmer()
        self._thesaurus = load(database.conn, self._stemmer)
        self._old = Counted()
        self._number = database.execute("select count(*) from entries where slug < ?", [slug]).fetchone()[0]

    def before(self) -> None:
        """Take what the entry was out of the full-text tables."""
        self._old = self._counted()
        for table, (key, owner, columns) in FULL_TEXT.items():
            named, names = f"{table}_fts, rowid, {', '.join(columns)}", f"'delete', {key}, {', '.join(columns)}"
            query = f"insert into {table}_fts({named}) select {names} from {table} where {owner} = ?"  # noqa: S608
            self._database.execute(query, [self._slug])

    def after(self, passages: Sequence[Passage], embedded: Embedded) -> None:
        """Write what the entry is now."""
        self._write_passages(passages, embedded)
        for table, (key, owner, columns) in FULL_TEXT.items():
            names = ", ".join(columns)
            query = f"insert into {table}_fts(rowid, {names}) select {key}, {names} from {table} where {owner} = ?"  # noqa: S608
            self._database.execute(query, [self._slug])
        new = self._counted()
        self._database.execute("update search_lengths set length = ? where entry = ?", [new.length, self._slug])
        for term in sorted(self._old.terms.keys() | new.terms.keys()):
            self._write_term(term, new.terms.get(term))
        for word in sorted(self._old.words.keys() | new.words.keys()):
            self._write_word(word, new)

    def _counted(self) -> Counted:
        execute = self._database.execute
        title = execute("select title from entries where slug = ?", [self._slug]).fetchone()[0]
        rows = execute("select entry, field, position, text from passages where entry = ? order by id", [self._slug])
        declared = declarations(self._database, self._slug).get(self._slug, {})
        return counted(title, [Passage(*row) for row in rows.fetchall()], declared, self._thesaurus, self._stemmer)

    def _write_passages(self, passages: Sequence[Passage], embedded: Embedded) -> None:
        execute = self._database.execute
        own = "select vector from passages where entry = ? and vector is not null"
        old = {row[0] for row in execute(own, [self._slug]).fetchall()}
        execute("delete from passages where entry = ?", [self._slug])
        self._database.conn.executemany("insert or ignore into vectors values (?, ?)", embedded.vectors.items())
        pairs = list(zip(passages, embedded.hashes, strict=True))
        self._database.table("passages").insert_all(passage_rows(self._number, pairs, embedded.vectors, self._stemmer))
        gone = sorted(old - set(embedded.vectors))
        marks = ", ".join("?" * len(gone))
        query = f"select distinct vector from passages where vector in ({marks})"  # noqa: S608 - marks only
        used = {row[0] for row in execute(query, gone).fetchall()} if gone else set()
        self._database.conn.executemany(
            "delete from vectors where hash = ?", [(key,) for key in gone if key not in used]
        )

    def _write_term(self, term: str, weight: float | None) -> None:
        row = self._database.execute("select entries, weights from search_terms where term = ?", [term]).fetchone()
        entries, weights = np.frombuffer(row[0] if row else b"", "<u4"), np.frombuffer(row[1] if row else b"", "<f4")
        others = entries != self._number
        entries, weights = entries[others], weights[others]
        if weight is not None:
            at = int(np.searchsorted(entries, self._number))
            entries, weights = np.insert(entries, at, self._number), np.insert(weights, at, np.float32(weight))
        blobs = [entries.astype("<u4").tobytes(), weights.astype("<f4").tobytes()]
        if not len(entries):
            self._database.execute("delete from search_terms where term = ?", [term])
        elif row is None:
            self._database.execute("insert into search_terms values (?, ?, ?)", [term, *blobs])
        elif tuple(blobs) != tuple(row):
            self._database.execute("update search_terms set entries = ?, weights = ? where term = ?", [*blobs, term])

    def _write_word(self, word: str, new: Counted) -> None:
        held = (word in new.words) - (word in self._old.words)
        lower = new.words[word] - self._old.words[word]
        if held or lower:
            write = "insert into words values (?, ?, 0, 0) on conflict do nothing"
            self._database.execute(write, [word, self._stemmer.stem(word)])
            change = "update words set entries = entries + ?, lower = lower + ? where word = ?"
            self._database.execute(change, [held, lower, word])
            self._database.execute("delete from words where word = ? and entries = 0", [word])
