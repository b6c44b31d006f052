"""A published database from test entries, with an encoder that needs no model: fast, and always the same."""

import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from datasette.app import Datasette

from ingest.evaluate.speed.generator import Generator
from ingest.read.copying import copy_frame
from ingest.read.load import load
from ingest.store.database import create, insert, replacing
from ingest.store.rows import rows
from ingest.store.search_index import write
from ingest.store.token_files import write as write_tokens
from ingest.store.versions import write_manifest
from ingest.vectors.embed import Embedded
from ingest.vectors.passages import passages
from ingest.vectors.projection import Projection
from kb.model.encoder import COMMON, LateInteraction
from kb.search.encoder import Tokens, Vector
from kb.search.engine import Search
from kb.search.late import rounded
from kb.search.words import words
from kb.site import searching
from kb.site.instance import instance

MODEL = "words-of-the-text"
DIMENSIONS, TOKEN_DIMENSIONS = 384, 64
BUILT: dict[str, str | int] = {
    "id": 1,
    "schema_version": 1,
    "data_version": "testversion1",
    "content_hash": "0" * 64,
    "builder_hash": "0" * 64,
    "model": MODEL,
    "model_hash": MODEL,
    "library_versions": "{}",
    "built_at": "2026-11-21T12:00:00+00:00",
}


class WordEncoder:
    """Puts each word of a text in one of the dimensions, so that texts with like words have like vectors."""

    model_hash = MODEL
    curve = COMMON
    late_interaction: LateInteraction | None = None

    def tokens(self, _text: str) -> Tokens:
        return np.zeros((0, 0), dtype=np.float32)

    def encode(self, text: str) -> Vector:
        vector = np.zeros(DIMENSIONS, dtype=np.float32)
        for word in words(text):
            vector[int(hashlib.sha256(word.text.encode()).hexdigest(), 16) % DIMENSIONS] += 1.0
        length = float(np.linalg.norm(vector))
        if not length:
            vector[0] = length = 1.0
        return np.asarray(vector / length, dtype=np.float32)

    def knows(self, word: str) -> bool:
        return len(word) < 3


class TokenEncoder(WordEncoder):
    """Gives the words of a text as its tokens too, each in one of a few dimensions."""

    late_interaction = LateInteraction(projection="0" * 64, curve=COMMON)

    def tokens(self, text: str) -> Tokens:
        places = [int(hashlib.sha256(word.text.encode()).hexdigest(), 16) % TOKEN_DIMENSIONS for word in words(text)]
        return np.eye(TOKEN_DIMENSIONS, dtype=np.float32)[places]


def publish(entries: Path, target: Path, encoder: WordEncoder | None = None) -> Path:
    """Build a database as `kb build` does, without tags and with vectors of words."""
    encoder = encoder or WordEncoder()
    target.parent.mkdir(parents=True, exist_ok=True)
    base = load(entries)
    found = [one for slug, entry in sorted(base.entries.items()) for one in passages(slug, entry, base.vocabularies)]
    embedded = _embedded([passage.embedded for passage in found], encoder)
    with replacing(target) as database:
        create(database)
        insert(database, {**rows(base), "build": [BUILT]})
        write(database, found, embedded)
    write_tokens(target, embedded.tokens, _projection() if encoder.late_interaction else None, None)
    write_manifest(target.parent, BUILT)
    return target


def publish_made(
    generator: Generator, count: int, real: Path, folder: Path, encoder: WordEncoder | None = None
) -> Path:
    """Build a database of made-up entries, with the sources and vocabularies of the real ones."""
    entries = folder / "entries"
    copy_frame(real, entries)
    kinds = load(real, only=()).about.kinds
    for slug, entry in generator.entries(count):
        path = entries / kinds[entry.kind].folder / f"{slug}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(entry.model_dump(exclude_none=True)), encoding="utf-8")
    return publish(entries, folder / "kb.db", encoder)


def _projection() -> Projection:
    """Give the projection that leaves vectors of so few dimensions as they are."""
    file = BytesIO()
    np.save(file, np.eye(TOKEN_DIMENSIONS, dtype=np.float32))
    return Projection(file.getvalue())


def _embedded(texts: list[str | None], encoder: WordEncoder) -> Embedded:
    hashes = tuple(text and hashlib.sha256(text.encode()).hexdigest() for text in texts)
    pairs = {key: text for key, text in zip(hashes, texts, strict=True) if key and text}
    vectors = {key: encoder.encode(pairs[key]).astype("<f4").tobytes() for key in sorted(pairs)}
    tokens = {key: rounded(encoder.tokens(text)).tobytes() for key, text in pairs.items()}
    return Embedded(vectors, hashes, 0, len(vectors), tokens)


def site(database: Path, metadata: dict[str, Any] | None = None) -> Datasette:
    """Serve a published database with the settings of a public instance."""
    datasette = instance(database, metadata)
    searching._engines[datasette] = Search(database, WordEncoder())
    return datasette
