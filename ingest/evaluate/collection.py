"""Judged collections in BEIR layout, as a base of their own that the very same search serves."""

import csv
import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.progress import stage, told
from ingest.store.cache import CACHE
from ingest.store.database import create, insert, prepare_folder, replacing
from ingest.store.fingerprint import builder_hash
from ingest.store.kept_vectors import forget_vectors, keeping
from ingest.store.search_index import write
from ingest.store.token_files import write as write_tokens
from ingest.vectors.embed import embed, encode
from ingest.vectors.model import Model
from ingest.vectors.passages import Passage, split
from kb.errors import BrokenEnvironmentError
from kb.search.token_file import is_beside

# Documents are cut to what the model reads in one piece, as passages of entries are.
MAX_WORDS = 140
# Bytes that any database takes, and that each letter of a document comes to with its words, vectors and draft.
SPACE, GROWTH = 20_000_000, 12
FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")


@dataclass(frozen=True)
class Judged:
    """A query and the grade of each relevant document; grades are above 0."""

    id: str
    text: str
    grades: dict[str, int]
    type: str = "all"


@dataclass(frozen=True)
class Collection:
    """Documents and judged queries from a folder."""

    folder: Path
    documents: dict[str, tuple[str, str]]
    queries: tuple[Judged, ...]


def read(folder: Path) -> Collection:
    """Read a folder in BEIR layout. Raises BrokenEnvironmentError where a file is missing or malformed."""
    try:
        documents = {row["_id"]: (row.get("title", ""), row["text"]) for row in _lines(folder / "corpus.jsonl")}
        grades: dict[str, dict[str, int]] = defaultdict(dict)
        with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if int(row["score"]) > 0 and row["corpus-id"] in documents:
                    grades[row["query-id"]][row["corpus-id"]] = int(row["score"])
        texts = {row["_id"]: row["text"] for row in _lines(folder / "queries.jsonl")}
    except (OSError, KeyError, ValueError) as error:
        message = f"{folder}: no collection in BEIR layout ({error}); it needs {', '.join(FILES)}"
        raise BrokenEnvironmentError(message) from error
    queries = tuple(Judged(id_, text, grades[id_]) for id_, text in texts.items() if id_ in grades)
    return Collection(folder, documents, queries)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def slug(document: str) -> str:
    """Give the slug under which a document is an entry."""
    return f"doc-{document}"


def database(collection: Collection, model: Model, cache: Path) -> Path:
    """Give the collection's database, built unless the folder holds it. Its vectors are kept there as they are computed.

    Raises BrokenEnvironmentError where the folder can't be written or has too little space.
    """
    prepare_folder(cache, _space(collection))
    target = cache / f"{collection.folder.resolve().name}.db"
    identity = _identity(collection, model)
    if _holds(target, identity) and (model.projection is None or is_beside(target)):
        return target
    passages = list(_passages(collection))
    with stage("embed", len(passages)) as advance:
        embedded = embed(passages, model, target, told(advance), keeping(cache / CACHE, encode))
    entries = [
        {
            "slug": slug(id_),
            "kind": "finding",
            "title": title or text[:80],
            "summary": text[:300],
            "status": "not-stated",
        }
        for id_, (title, text) in sorted(collection.documents.items())
    ]
    build = {"id": 1, "schema_version": 1, "data_version": identity[:12], "content_hash": identity}
    with replacing(target) as base:
        create(base)
        insert(
            base,
            {
                "kinds": [{"id": "finding", "label": "Finding", "definition": "A document."}],
                "status": [{"id": "not-stated", "label": "Not stated", "definition": "A document has no status."}],
                "entries": [{"status_as_of": "2000", "last_checked": "2000", "path": "", **entry} for entry in entries],
                "build": [{**build, "model": model.name, "model_hash": model.hash}],
            },
        )
        write(base, passages, embedded)
    write_tokens(target, embedded.tokens, model.projection, target)
    forget_vectors(cache / CACHE)
    return target


def _space(collection: Collection) -> int:
    """Give about how many bytes the database takes beside its draft."""
    letters = sum(len(title) + len(text) for title, text in collection.documents.values())
    return SPACE + GROWTH * letters


def _passages(collection: Collection) -> Iterator[Passage]:
    for id_, (title, text) in sorted(collection.documents.items()):
        for position, part in enumerate(split(text, MAX_WORDS)):
            yield Passage(slug(id_), "text", position, part, title)


def _identity(collection: Collection, model: Model) -> str:
    digest = hashlib.sha256(f"{model.hash} {builder_hash()}".encode())
    for name in FILES:
        digest.update((collection.folder / name).read_bytes())
    return digest.hexdigest()


def _holds(target: Path, identity: str) -> bool:
    if not target.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{target.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("select content_hash from build").fetchone()
    except sqlite3.DatabaseError:
        return False
    return row is not None and row[0] == identity
