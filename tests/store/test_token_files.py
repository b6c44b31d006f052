"""Token vectors are computed once for each text, and a database has those of all its passages, in their order."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.build import build
from ingest.store import fingerprint
from ingest.store.cache import CACHE
from ingest.store.token_files import write
from ingest.store.update import changed, update
from ingest.store.versions import published_version
from ingest.vectors.embed import Encoded, Progress, embed
from ingest.vectors.model import Model, packaged
from ingest.vectors.passages import Passage
from ingest.vectors.previous import rows_of, stored
from kb.errors import BrokenEnvironmentError
from kb.published.version import open_version
from kb.search.token_file import HASHES, STARTS, TOKENS, TokenFile, path_of
from tests.samples import entry, write_entry
from tests.store.test_update import OTHER, target

CITE = entry()["lessons"][0]["cite"]


@pytest.fixture
def built(entries: Path, output: Path) -> Path:
    write_entry(entries, "second-scheme", entry(**OTHER))
    build(entries, output)
    return output


class Counting:
    """An encoder that gives what it is told and counts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str], _model: Model, _progress: Progress | None = None) -> list[Encoded]:
        self.texts += texts
        return [Encoded(bytes(4 * 384), bytes(64 * len(text.split()))) for text in texts]


def stored_hashes(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("select vector from passages where vector is not null order by id")
        return [row[0] for row in rows]


def tokens_of(database: Path) -> list[NDArray[np.int8]]:
    """Give the token vectors of a database's passages in their order; the file must have just these passages."""
    file = TokenFile.beside(database)
    assert file is not None
    assert [row.tobytes().hex() for row in file.array(HASHES)] == stored_hashes(database)
    starts, tokens = file.array(STARTS), file.mapped(TOKENS)
    return [np.array(tokens[start:end]) for start, end in pairwise(starts)]


def change(entries: Path) -> None:
    lessons = [{"text": "Agree who pays for the night nurses of Otherton.", "cite": CITE}]
    write_entry(entries, "second-scheme", entry(**{**OTHER, "lessons": lessons}))


def test_a_build_writes_those_of_all_passages_and_its_manifest_names_the_file(built: Path) -> None:
    version = open_version(built)
    assert path_of(built).name in version.files
    found = tokens_of(version.database)
    assert found
    for each in found:
        assert np.linalg.norm(each / 127, axis=1) == pytest.approx(1, abs=0.03)
    path_of(built).write_bytes(path_of(built).read_bytes()[:-1] + b"?")
    assert version.damage() is not None


def test_after_one_change_only_what_is_new_is_embedded_and_the_rest_is_as_it_was(entries: Path, built: Path) -> None:
    before = dict(zip(stored_hashes(built), tokens_of(built), strict=True))
    change(entries)
    summary = build(entries, built)
    after = dict(zip(stored_hashes(built), tokens_of(built), strict=True))
    assert len(after.keys() - before.keys()) == 1
    assert all(np.array_equal(after[key], before[key]) for key in after.keys() & before.keys())
    assert summary.passages - summary.reused <= 1 + summary.passages - len(stored_hashes(built))


def test_an_update_gives_the_same_as_a_whole_build(entries: Path, built: Path) -> None:
    change(entries)
    before = published_version(built)
    assert before is not None
    hashes = fingerprint.file_hashes(entries)
    slugs = changed(built.parent / CACHE, hashes, str(before.identity["content_hash"]), smallest=1)
    identity = {"content_hash": "new"}
    done = update(entries, slugs, before, target(built), built.parent / CACHE, packaged(), identity)
    assert done is not None
    write(target(built), done.tokens, packaged().projection, before.database)
    build(entries, built)
    for updated, whole in zip(tokens_of(target(built)), tokens_of(built), strict=True):
        # What else is in a batch changes the last digits of a vector.
        assert np.abs(updated.astype(int) - whole).max() <= 1


def test_what_lacks_token_vectors_is_embedded_again(built: Path) -> None:
    with closing(sqlite3.connect(built)) as connection:
        rows = connection.execute(
            "select entry, field, position, text from passages where field = 'summary'"
        ).fetchall()
    summaries = [Passage(*row) for row in rows]
    whole, healed = Counting(), Counting()
    assert embed(summaries, packaged(), built, encode_new=whole).reused == len(summaries)
    path_of(built).unlink()
    found = embed(summaries, packaged(), built, encode_new=healed)
    assert (found.reused, found.computed) == (0, len(summaries))
    assert whole.texts == []
    assert len(found.tokens) == len(summaries)


def test_passages_are_looked_up_by_the_whole_of_their_hash(built: Path) -> None:
    file = TokenFile.beside(built)
    assert file is not None
    known = stored_hashes(built)
    other = known[3][:16] + known[2][16:]
    assert rows_of(file, [known[5], "f" * 64, other, known[0]]).tolist() == [5, -1, -1, 0]
    assert rows_of(file, []).tolist() == []


def test_a_damaged_database_is_told_of_and_a_locked_one_is_an_error(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hashes = stored_hashes(built)
    assert len(stored(built, hashes)) == len(set(hashes))
    assert not stored(tmp_path / "none.db", hashes)
    assert capsys.readouterr().err == ""
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"no database at all, but a text that is long enough" * 100)
    assert not stored(damaged, hashes)
    assert (
        "damaged.db: its vectors can't be read (file is not a database); all are computed again"
        in capsys.readouterr().err
    )
    with closing(sqlite3.connect(tmp_path / "locked.db", isolation_level=None)) as holder:
        holder.execute("create table vectors (hash text primary key, vector blob not null)")
        holder.execute("pragma locking_mode = exclusive")
        holder.execute("begin exclusive")
        with pytest.raises(BrokenEnvironmentError, match="is locked"):
            stored(tmp_path / "locked.db", hashes)
