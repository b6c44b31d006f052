"""Vectors that are kept in a cache as they are computed, so that work that is cut short goes on where it was."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.store.cache import using
from ingest.vectors.embed import Encoded, EncodeTexts, Progress, key, parts_by_length
from ingest.vectors.model import Model

LOOKED_UP = 500


def keeping(cache: Path, encode: EncodeTexts) -> EncodeTexts:
    """Give what encodes texts as another does, part by part, and keeps each part in the cache once it is done."""

    def kept(texts: Sequence[str], model: Model, progress: Progress | None = None) -> list[Encoded]:
        named = [key(text, model) for text in texts]
        found = kept_vectors(cache, named)
        new = [part for part in parts_by_length(texts) if any(named[index] not in found for index in part)]
        done = len(texts) - sum(map(len, new))
        for part in new:
            encoded = encode([texts[index] for index in part], model, None)
            pairs = {named[index]: each for index, each in zip(part, encoded, strict=True)}
            keep_vectors(cache, pairs)
            found |= pairs
            done += len(part)
            if progress:
                progress(done, len(texts))
        return [found[hash_] for hash_ in named]

    return kept


def kept_vectors(cache: Path, hashes: Sequence[str]) -> dict[str, Encoded]:
    """Give those of the vectors that the cache holds, by hash."""
    return using(cache, lambda connection: _kept(connection, hashes))


def keep_vectors(cache: Path, found: Mapping[str, Encoded]) -> None:
    """Keep vectors by hash."""
    keep = "insert or replace into encoded values (?, ?, ?)"
    rows = [(hash_, each.vector, each.tokens) for hash_, each in found.items()]
    using(cache, lambda connection: connection.executemany(keep, rows))


def forget_vectors(cache: Path) -> None:
    """Drop the vectors that were kept on the way: the database holds them now."""
    using(cache, lambda connection: connection.execute("delete from encoded"))


def _kept(connection: sqlite3.Connection, hashes: Sequence[str]) -> dict[str, Encoded]:
    found: dict[str, Encoded] = {}
    for at in range(0, len(hashes), LOOKED_UP):
        part = hashes[at : at + LOOKED_UP]
        query = f"select hash, vector, tokens from encoded where hash in ({','.join('?' * len(part))})"  # noqa: S608 - marks only
        found.update((hash_, Encoded(*given)) for hash_, *given in connection.execute(query, part))
    return found
