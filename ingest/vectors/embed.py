"""Turns passages into vectors; a passage that has not changed keeps the vector that it had."""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.vectors.difference import apply
from ingest.vectors.model import Model
from ingest.vectors.passages import Passage
from kb.errors import BrokenEnvironmentError, missing_part

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
PART = BATCH * 8
LOOKED_UP = 500
Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
EncodeTexts = Callable[[Sequence[str], Model, Progress | None], list[bytes]]


@dataclass(frozen=True)
class Embedded:
    """The vectors by hash, the hash of each passage (None where only its words are searched), and what it cost."""

    vectors: dict[str, bytes]
    hashes: tuple[str | None, ...]
    reused: int
    computed: int


def embed(
    passages: Sequence[Passage],
    model: Model,
    previous: Path | None = None,
    progress: Progress | None = None,
    encode_new: EncodeTexts | None = None,
) -> Embedded:
    """Give each passage its vector, from the previous database where the text and the model are the same.

    Nothing heavy is imported if every vector is there. `progress` is told how many of how many are done;
    `encode_new` gives the vectors of the texts that the database does not know.
    """
    keyed = [(key(text, model), text) if (text := passage.embedded) else None for passage in passages]
    texts = dict(pair for pair in keyed if pair)
    known = stored(previous, texts) if previous else {}
    new = {hash_: text for hash_, text in texts.items() if hash_ not in known}
    if new:
        vectors = (encode_new or encode)(list(new.values()), model, progress)
        known |= dict(zip(new, vectors, strict=True))
    hashes = tuple(pair[0] if pair else None for pair in keyed)
    return Embedded({hash_: known[hash_] for hash_ in sorted(texts)}, hashes, len(texts) - len(new), len(new))


def key(text: str, model: Model) -> str:
    """Give the hash under which a text's vector is kept."""
    return hashlib.sha256(f"{model.weights}\n{model.passage(text)}".encode()).hexdigest()


def stored(previous: Path, hashes: Iterable[str]) -> dict[str, bytes]:
    """Give those of the vectors that a database holds; none where it is not there or is no database of ours."""
    if not previous.is_file():
        return {}
    wanted = list(hashes)
    found: dict[str, bytes] = {}
    try:
        with closing(sqlite3.connect(f"{previous.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            for at in range(0, len(wanted), LOOKED_UP):
                part = wanted[at : at + LOOKED_UP]
                query = f"select hash, vector from vectors where hash in ({','.join('?' * len(part))})"  # noqa: S608
                found.update(connection.execute(query, part).fetchall())
    except sqlite3.DatabaseError:
        # An older or damaged file only costs time: its vectors are computed again.
        return {}
    return found


def encode(texts: Sequence[str], model: Model, progress: Progress | None = None) -> list[bytes]:
    """Give the vectors of the texts as little-endian float32, in their order."""
    encoder = encoder_of(model)
    vectors: list[bytes] = [b""] * len(texts)
    done = 0
    for part in parts_by_length(texts):
        rows = encoder.encode(
            [model.passage(texts[index]) for index in part],
            batch_size=BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        for index, row in zip(part, rows, strict=True):
            vectors[index] = row.astype("<f4").tobytes()
        done += len(part)
        if progress:
            progress(done, len(texts))
    return vectors


def encode_queries(texts: Sequence[str], model: Model) -> Vectors:
    """Give the vectors of queries, row by row."""
    asked = [model.encoder.query_prefix + text for text in texts]
    found = encoder_of(model).encode(asked, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(found, dtype=np.float32)


def parts_by_length(texts: Sequence[str]) -> list[list[int]]:
    """Share texts out into parts of like length, so that little is padded. The same parts give the same vectors."""
    order = sorted(range(len(texts)), key=lambda index: (len(texts[index]), index))
    return [order[at : at + PART] for at in range(0, len(order), PART)]


@lru_cache(maxsize=1)
def encoder_of(model: Model) -> "SentenceTransformer":
    """Give the model, loaded once. Raises BrokenEnvironmentError where it or what it needs is missing."""
    return load(model)


def load(model: Model) -> "SentenceTransformer":
    """Load a model of one's own. Raises BrokenEnvironmentError where it or what it needs is missing."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar
    except ImportError as error:
        raise missing_part("sentence-transformers", "build") from error
    disable_progress_bar()  # type: ignore[no-untyped-call]
    model.verify()
    torch.set_num_threads(os.cpu_count() or 1)
    loaded = SentenceTransformer(str(model.folder), device="cpu")
    _agree(model, loaded)
    apply(model, loaded[0].auto_model)
    return loaded


def _agree(model: Model, loaded: "SentenceTransformer") -> None:
    """Raise BrokenEnvironmentError where the model's own files say other than its manifest."""
    said = model.encoder
    own = {
        "dimensions": (loaded.get_embedding_dimension(), said.dimensions),
        "max_tokens": (loaded.max_seq_length, said.max_tokens),
        "pooling": (loaded[1].pooling_mode, said.pooling),
    }
    for name, (found, wanted) in own.items():
        if found != wanted:
            message = f"{model.folder}: {name} of {model.name} is {found}, its manifest says {wanted}"
            raise BrokenEnvironmentError(f"{message}; correct the manifest")
