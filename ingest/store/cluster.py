"""Tags and embeds on a cluster of Dask. A part is named by what is in it, and what comes of it is kept as it arrives.

So a worker that dies costs its part, a scheduler that dies a second run of the rest, and nothing is lost or doubled.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.progress import stage
from ingest.store.cache import using
from ingest.store.kept_vectors import keep_vectors, kept_vectors
from ingest.store.mentions import PORTION, remember, tagger_hash
from ingest.store.mentions import keys as mention_keys
from ingest.tag.mention import Mention
from ingest.vectors.embed import Encoded, Progress, encode, encoder_of, parts_by_length
from ingest.vectors.embed import key as vector_key
from ingest.vectors.model import Model, placed
from kb.errors import BrokenEnvironmentError, missing_part
from kb.model.vocabulary import Vocabularies

if TYPE_CHECKING:
    from distributed import Client, Future

    from ingest.tag.tagger import Tagger

# How long to wait for the scheduler, and for a first worker, in seconds.
PATIENCE = 30


@dataclass(frozen=True)
class Cluster:
    """A scheduler with its workers, and the cache that keeps what they find."""

    client: "Client"
    address: str
    cache: Path

    def tag(self, new: Sequence[str], vocabularies: Vocabularies) -> dict[str, list[Mention]]:
        """Tag texts as `tag_texts` does."""
        found: dict[str, list[Mention]] = {}
        if not new:
            return found
        wanted, hashes = tagger_hash(vocabularies), mention_keys(new, vocabularies)
        shared = self.client.submit(
            Vocabularies, vocabularies.by_name, vocabularies.own, vocabularies.tagging, key=f"vocabularies-{wanted}"
        )
        parts = {_name("tag", wanted, part): part for part in _portions(new)}
        futures = [self.client.submit(tag_part, part, shared, wanted, key=name) for name, part in parts.items()]
        with stage("tag", len(new)) as advance:
            for name, mentions in self._results(futures):
                tagged = dict(zip(parts[name], mentions, strict=True))
                _keep_mentions(self.cache, {hashes[text]: each for text, each in tagged.items()})
                found |= tagged
                advance(len(tagged))
        return found

    def encode(self, texts: Sequence[str], model: Model, progress: Progress | None = None) -> list[Encoded]:
        """Give the vectors of texts as `embed.encode` does, of the very same parts."""
        named = [vector_key(text, model) for text in texts]
        found = kept_vectors(self.cache, named)
        new = [part for part in parts_by_length(texts) if any(named[index] not in found for index in part)]
        shared = self.client.submit(
            Model, model.encoder, model.folder, model.difference, model.projection, key=f"model-{model.hash}"
        )
        parts = {_name("embed", model.weights, [texts[index] for index in part]): part for part in new}
        futures = [
            self.client.submit(embed_part, [texts[index] for index in part], shared, key=name)
            for name, part in parts.items()
        ]
        done = len(texts) - sum(map(len, new))
        for name, encoded in self._results(futures):
            pairs = {named[index]: each for index, each in zip(parts[name], encoded, strict=True)}
            keep_vectors(self.cache, pairs)
            found |= pairs
            done += len(pairs)
            if progress:
                progress(done, len(texts))
        return [found[hash_] for hash_ in named]

    def _results(self, futures: "list[Future[Any]]") -> Iterator[tuple[str, Any]]:
        """Give what comes of each part as it comes, with the part's name.

        Raises BrokenEnvironmentError where the cluster is lost or one of its workers is not of this version.
        """
        from distributed import as_completed

        for future in as_completed(futures):  # type: ignore[no-untyped-call]
            yield str(future.key), _fetched(self.address, future)
            future.release()


@contextmanager
def cluster(address: str, cache: Path) -> Iterator[Cluster]:
    """Connect to the cluster whose scheduler has this address. TLS is as Dask's own configuration says.

    Raises BrokenEnvironmentError where there is no scheduler, no worker, or the package `distributed` is missing.
    """
    try:
        from distributed import Client
    except ImportError as missing:
        raise missing_part("distributed", "cluster") from missing
    try:
        client = Client(address, timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise BrokenEnvironmentError(
            f"{address}: there is no scheduler ({error}); start one: `dask scheduler`"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            message = (
                f"{address}: no worker has come within {PATIENCE} s; start one: `dask worker {address} --nthreads 1`"
            )
            raise BrokenEnvironmentError(message) from error
        yield Cluster(client, address, cache)


def tag_part(texts: Sequence[str], vocabularies: Vocabularies, wanted: str) -> list[list[Mention]]:
    """Tag texts on a worker. Raises BrokenEnvironmentError where its tagger is not the one wanted."""
    return _tagger(_Known(vocabularies, wanted)).tag(texts)


def embed_part(texts: Sequence[str], model: Model) -> list[Encoded]:
    """Embed texts on a worker, by one thread. Raises BrokenEnvironmentError where its weights are not the model's."""
    model = placed(model)
    encoder_of(model)
    import torch

    torch.set_num_threads(1)
    return encode(texts, model)


@dataclass(frozen=True)
class _Known:
    """Vocabularies that are told apart by the hash of the tagger that they make."""

    vocabularies: Vocabularies
    hash: str

    def __hash__(self) -> int:
        return hash(self.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.hash == self.hash


@lru_cache(maxsize=1)
def _tagger(known: _Known) -> "Tagger":
    from ingest.tag.tagger import Tagger

    found = tagger_hash(known.vocabularies)
    if found != known.hash:
        message = f"a worker has the tagger {found[:12]}, this build {known.hash[:12]}; install the same version there"
        raise BrokenEnvironmentError(message)
    return Tagger(known.vocabularies)


def _keep_mentions(cache: Path, found: Mapping[str, Sequence[Mention]]) -> None:
    using(cache, lambda connection: remember(connection, found))


def _portions(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[at : at + PORTION] for at in range(0, len(texts), PORTION))


def _name(kind: str, by: str, texts: Sequence[str]) -> str:
    digest = hashlib.sha256(by.encode())
    for text in texts:
        digest.update(f"\0{text}".encode())
    return f"{kind}-{digest.hexdigest()}"


def _fetched(address: str, future: "Future[Any]") -> object:
    """Give what a part found.

    Its status is not asked: the worker that holds a result may die before the result is here, and then another does
    the part again, for which Dask waits. So may the scheduler, and then nobody does.
    """
    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError

    try:
        error = future.exception()  # type: ignore[no-untyped-call]
        if error is None:
            return future.result()
    except (CommClosedError, FutureCancelledError) as gone:
        raise _lost(address, "its scheduler is gone") from gone
    raise error if isinstance(error, BrokenEnvironmentError) else _lost(address, f"a part failed: {error}")


def _lost(address: str, reason: str) -> BrokenEnvironmentError:
    return BrokenEnvironmentError(f"{address}: {reason}; what was done is kept, build again for the rest")
