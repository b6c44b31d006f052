"""Who tags and embeds: this process, or the workers of a cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.store.kept_vectors import forget_vectors, keeping
from ingest.store.mentions import TagTexts, keeping_tags
from ingest.vectors.embed import EncodeTexts, encode


@dataclass(frozen=True)
class Workers:
    """What tags texts, and what gives their vectors."""

    tag: TagTexts
    encode: EncodeTexts


@contextmanager
def workers(scheduler: str | None, cache: Path) -> Iterator[Workers]:
    """Give this process, or the cluster of a scheduler; either keeps what it has in the cache as it goes.

    Raises BrokenEnvironmentError where that can't be had.
    """
    if scheduler is None:
        yield Workers(keeping_tags(cache), keeping(cache, encode))
    else:
        from ingest.store.cluster import cluster

        with cluster(scheduler, cache) as found:
            yield Workers(found.tag, found.encode)
    forget_vectors(cache)
