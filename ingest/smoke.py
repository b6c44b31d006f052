"""The smoke search: before a database takes its place, an entry must be found in it by its own title."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.errors import DatabaseError
from kb.search.engine import Search
from kb.search.request import SearchRequest

FIRST = 5
PROBE = """
select entries.slug, entries.title, vectors.vector, build.model_hash
from entries join passages on passages.entry = entries.slug join vectors on vectors.hash = passages.vector join build
where passages.field = 'summary' order by entries.slug, passages.position limit 1
"""


@dataclass(frozen=True)
class _Recalled:
    """An encoder that knows one vector, the one that the build gave to the entry's own summary."""

    model_hash: str
    vector: NDArray[np.float32]

    def encode(self, _text: str) -> NDArray[np.float32]:
        return self.vector

    def knows(self, _word: str) -> bool:
        return True


def smoke_search(path: Path) -> None:
    """Search the database through the code that serves. Raises DatabaseError where an entry's title does not find it."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        probe = connection.execute(PROBE).fetchone()
    if probe is None:
        raise DatabaseError(f"{path}: there is no entry to search for; write one with `kb new` and build again")
    slug, title, vector, model_hash = probe
    encoder = _Recalled(model_hash, np.frombuffer(vector, dtype="<f4").astype(np.float32))
    search = Search(path, encoder)
    answer = search.answer(SearchRequest(q=title, size=FIRST))
    search.connection().close()
    if not answer.confident or slug not in {hit.slug for hit in answer.results}:
        raise DatabaseError(f"{path}: the title of {slug} does not find it, so this base is not published; report it")
