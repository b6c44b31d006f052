"""Turns passages into vectors; a passage that has not changed keeps the vectors that it had."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.vectors.difference import apply
from ingest.vectors.model import Model
from ingest.vectors.passages import Passage
from ingest.vectors.previous import stored, without_tokens
from ingest.vectors.projection import Projection
from kb.errors import BrokenEnvironmentError, missing_part

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
PART = BATCH * 8
Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Encoded:
    """What the encoder gives for a text: its vector as little-endian float32, and its tokens' as int8, row by row.

    There are no tokens where the encoder has no late interaction.
    """

    vector: bytes
    tokens: bytes = b""


EncodeTexts = Callable[[Sequence[str], Model, Progress | None], list[Encoded]]


@dataclass(frozen=True)
class Embedded:
    """The vectors by hash, the hash of each passage (None where only its words are searched), and what it cost.

    Of the token vectors, those that were computed now; the database before has the others.
    """

    vectors: dict[str, bytes]
    hashes: tuple[str | None, ...]
    reused: int
    computed: int
    tokens: dict[str, bytes] = field(default_factory=dict)


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
    if known and previous and model.projection:
        lacking = without_tokens(previous, known)
        known = {hash_: vector for hash_, vector in known.items() if hash_ not in lacking}
    new = {hash_: text for hash_, text in texts.items() if hash_ not in known}
    encoded = (encode_new or encode)(list(new.values()), model, progress) if new else []
    computed = dict(zip(new, encoded, strict=True))
    vectors = known | {hash_: each.vector for hash_, each in computed.items()}
    return Embedded(
        {hash_: vectors[hash_] for hash_ in sorted(texts)},
        tuple(pair[0] if pair else None for pair in keyed),
        len(texts) - len(new),
        len(new),
        {hash_: each.tokens for hash_, each in computed.items()},
    )


def key(text: str, model: Model) -> str:
    """Give the hash under which a text's vector is kept."""
    return hashlib.sha256(f"{model.weights}\n{model.passage(text)}".encode()).hexdigest()


def encode(texts: Sequence[str], model: Model, progress: Progress | None = None) -> list[Encoded]:
    """Give the vectors of the texts and of their tokens, in their order."""
    found: dict[int, Encoded] = {}
    for part in parts_by_length(texts):
        found.update(zip(part, _encoded([model.passage(texts[index]) for index in part], model), strict=True))
        if progress:
            progress(len(found), len(texts))
    return [found[index] for index in range(len(texts))]


def _encoded(texts: Sequence[str], model: Model) -> Iterator[Encoded]:
    encoder, projection = encoder_of(model), model.projection
    if projection is None:
        rows = encoder.encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        yield from (Encoded(row.astype("<f4").tobytes()) for row in rows)
        return
    # With its tokens, a text's vector is given as it was pooled.
    found: Any = encoder.encode(list(texts), batch_size=BATCH, output_value=None, show_progress_bar=False)
    for each in found:
        vector = each["sentence_embedding"].numpy()
        tokens = each["token_embeddings"][each["attention_mask"].bool()].numpy()
        yield Encoded((vector / np.linalg.norm(vector)).astype("<f4").tobytes(), projection.rounded(tokens).tobytes())


def encode_queries(texts: Sequence[str], model: Model) -> Vectors:
    """Give the vectors of queries, row by row."""
    asked = [model.encoder.query_prefix + text for text in texts]
    found = encoder_of(model).encode(asked, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(found, dtype=np.float32)


def token_states(texts: Sequence[str], model: Model) -> Vectors:
    """Give the vectors of all tokens of texts as the model has them, row by row."""
    found: Any = encoder_of(model).encode(
        list(texts), batch_size=BATCH, output_value="token_embeddings", show_progress_bar=False
    )
    return np.concatenate([each.numpy() for each in found])


def query_tokens(text: str, model: Model, projection: Projection) -> Vectors:
    """Give the vectors of a query's own tokens, projected and of unit length."""
    asked, encoder = model.encoder.query_prefix + text, encoder_of(model)
    cut = encoder.tokenizer(
        asked, truncation=True, max_length=model.encoder.max_tokens, return_special_tokens_mask=True
    )
    own = np.array(cut["special_tokens_mask"]) == 0
    return projection.unit(token_states([asked], model)[own])


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
