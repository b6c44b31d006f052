"""Databases to measure: made-up entries, written as files and built by the very code that builds the real base."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.build import build
from ingest.evaluate.speed.generator import Generator
from ingest.read.copying import copy_frame
from ingest.read.load import Base, load
from ingest.store.cache import CACHE, using
from ingest.store.mentions import keys, remember, tagger_hash
from ingest.store.token_files import Contents, write_file
from ingest.tag import texts
from ingest.tag.mention import Mention
from ingest.vectors.embed import key
from ingest.vectors.model import Model, of_base
from ingest.vectors.passages import passages
from kb.model.entry import Entry
from kb.published.version import ENCODER
from kb.search.token_file import STARTS, TOKENS, TokenFile, path_of

Floats = NDArray[np.float32]
# How much of a made-up vector is a real one: neighbours then are as uneven as in the real base.
REAL = 0.7
MENTIONS = 2
MADE = "made.json"


@dataclass(frozen=True)
class MadeBase:
    """A folder with made-up entries and the database built from them."""

    folder: Path

    @property
    def entries(self) -> Path:
        """The folder of entries."""
        return self.folder / "entries"

    @property
    def database(self) -> Path:
        """The database."""
        return self.folder / "kb.db"


def made_base(real: Path, entries: Path, folder: Path, count: int) -> MadeBase:
    """Give a built base of `count` made-up entries; what an earlier run has made is used again.

    Texts are not tagged or embedded, which would take an hour: mentions and vectors are made up as well.
    """
    made = MadeBase(folder)
    identity = _identity(entries, count)
    if not _is_made(folder, identity):
        shutil.rmtree(folder, ignore_errors=True)
        _write(load(entries), entries, made, count, real)
        (folder / MADE).write_text(json.dumps(identity), encoding="utf-8")
    build(made.entries, made.database)
    return made


def entries_for(base: Base, passages_wanted: int) -> int:
    """Give how many made-up entries have so many passages with vectors between them."""
    found = count = 0
    generator = Generator(base)
    while found < passages_wanted:
        entry = Entry.model_validate(generator.data(count))
        found += sum(passage.embedded is not None for passage in passages("made", entry, base.vocabularies))
        count += 1
    return count


def _identity(entries: Path, count: int) -> dict[str, str | int]:
    """Give what decides what is made: the real entries, the code that makes others, the tagger, and their number."""
    digest = hashlib.sha256(tagger_hash(load(entries).vocabularies).encode())
    code = (Path(__file__).with_name(f"{name}.py") for name in ("bases", "generator", "language"))
    for path in (*sorted(entries.rglob("*.yml")), *code):
        digest.update(path.read_bytes())
    return {"content": digest.hexdigest(), "count": count}


def _is_made(folder: Path, identity: dict[str, str | int]) -> bool:
    path = folder / MADE
    return path.is_file() and json.loads(path.read_text(encoding="utf-8")) == identity


def _write(base: Base, entries: Path, made: MadeBase, count: int, real: Path) -> None:
    copy_frame(entries, made.entries)
    kinds = base.about.kinds
    for kind in kinds.values():
        (made.entries / kind.folder).mkdir()
    (made.folder / ENCODER).symlink_to(real.resolve().parent / ENCODER)
    tagged: set[str] = set()
    known, model = _Real.of(real), of_base(entries)
    hashes: list[str] = []
    with closing(_seeded(made)) as vectors, vectors:
        for number, (slug, entry) in enumerate(Generator(base).entries(count)):
            data = entry.model_dump(exclude_none=True)
            path = made.entries / kinds[entry.kind].folder / f"{slug}.yml"
            # JSON is YAML too, and is written a hundred times faster.
            path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
            random = np.random.default_rng(number)
            pairs = dict(_made(slug, entry, base, model, known.vectors, random))
            hashes += pairs
            vectors.executemany("insert or ignore into vectors values (?, ?)", pairs.items())
            tagged |= {text for _, text in texts(entry)}
    _write_tokens(made, known, list(dict.fromkeys(hashes)))
    made_up = {key_: _mentions(text) for text, key_ in keys(tagged, base.vocabularies).items()}
    using(made.folder / CACHE, lambda cache: remember(cache, made_up))


def _seeded(made: MadeBase) -> sqlite3.Connection:
    """Open what the build takes for the previous database: it has nothing but vectors."""
    connection = sqlite3.connect(made.database)
    connection.execute("create table vectors (hash text primary key, vector blob not null)")
    return connection


def _made(
    slug: str, entry: Entry, base: Base, model: Model, real: Floats, random: np.random.Generator
) -> Iterator[tuple[str, bytes]]:
    """Give a vector for each passage: a real one with noise, of unit length."""
    embedded = [text for passage in passages(slug, entry, base.vocabularies) if (text := passage.embedded)]
    noise = random.standard_normal((len(embedded), real.shape[1])) / np.sqrt(real.shape[1])
    mixed = REAL * real[random.integers(0, len(real), len(embedded))] + (1 - REAL) * noise
    unit = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    for text, vector in zip(embedded, unit.astype("<f4"), strict=True):
        yield key(text, model), vector.tobytes()


def _write_tokens(made: MadeBase, real: "_Real", hashes: list[str]) -> None:
    """Write token vectors for made-up passages: those of real ones, one after the other."""
    if real.tokens is None:
        return
    starts, tokens = real.tokens.array(STARTS), real.tokens.mapped(TOKENS)
    chosen = np.arange(len(hashes)) % (len(starts) - 1)
    counts, dimensions = np.diff(starts)[chosen], tokens.shape[1]
    rows = (tokens[starts[at] : starts[at + 1]].tobytes() for at in chosen.tolist())
    write_file(path_of(made.database), Contents({}, np.zeros(1, dtype=np.int64), hashes, counts, dimensions, rows))


def _mentions(text: str) -> list[Mention]:
    """Give about as many mentions as real texts have, so that the build need not tag them."""
    words = text.split()[:MENTIONS]
    starts = [text.index(word) for word in words]
    return [
        Mention(start, start + len(word), word, "place", None, "gazetteer", None, None)
        for start, word in zip(starts, words, strict=True)
    ]


@dataclass(frozen=True)
class _Real:
    """The vectors of the real base, and the file of its token vectors, if it has any."""

    vectors: Floats
    tokens: TokenFile | None

    @classmethod
    def of(cls, database: Path) -> "_Real":
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            blobs = [row[0] for row in connection.execute("select vector from vectors order by hash")]
        vectors = np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1)
        return cls(vectors, TokenFile.beside(database))
