"""Who tags and embeds: this process, or the workers of a cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.store.mentions import TagTexts, tag_texts
from ingest.vectors.embed import EncodeTexts, encode


@dataclass(frozen=True)
class Workers:
    """What tags texts, and what gives their vectors."""

    tag: TagTexts
    encode: EncodeTexts


@contextmanager
def workers(scheduler: str | None, cache: Path) -> Iterator[Workers]:
    """Give this process, or the cluster of a scheduler. Raises BrokenEnvironmentError where that can't be had."""
    if scheduler is None:
        yield Workers(tag_texts, encode)
        return
    from ingest.store.cluster import cluster, forget_vectors

    with cluster(scheduler, cache) as found:
        yield Workers(found.tag, found.encode)
    forget_vectors(cache)
