"""Warns of two entries that mean the same without saying that they belong together."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.read.load import Base
from ingest.read.placing import placed
from ingest.read.problems import Problem
from ingest.vectors.embed import Embedded
from ingest.vectors.passages import Passage
from kb.rules.finding import Finding
from kb.rules.sameness import shared_facts

Vector = NDArray[np.float32]
# Of the first 136 entries, two that were different and not linked were alike by at most 0.78 (cosine of the summaries).
ALIKE = 0.8
# Entries that also share facts, such as place and contact, are told of at less.
NEAR, SHARED = 0.7, 2


def possible_duplicates(base: Base, passages: Sequence[Passage], embedded: Embedded) -> list[Problem]:
    """Give a warning for each pair of entries whose summaries are alike and that do not link to each other."""
    vectors = _summaries(passages, embedded)
    slugs = sorted(vectors)
    matrix = np.stack([vectors[slug] for slug in slugs]) if slugs else np.zeros((0, 1), dtype=np.float32)
    return list(_warnings(base, slugs, matrix))


def _summaries(passages: Sequence[Passage], embedded: Embedded) -> dict[str, Vector]:
    """Give the vector of each entry's first summary passage."""
    found: dict[str, Vector] = {}
    for passage, key in zip(passages, embedded.hashes, strict=True):
        if passage.field == "summary" and key is not None:
            found.setdefault(passage.entry, np.frombuffer(embedded.vectors[key], dtype="<f4"))
    return found


def _warnings(base: Base, slugs: list[str], matrix: Vector) -> Iterator[Problem]:
    """Compare each entry with those after it, a row of the triangle at a time, so that memory stays small."""
    linked = {(slug, link.slug) for slug, entry in base.entries.items() for link in entry.related}
    for number, slug in enumerate(slugs):
        likeness = matrix[number + 1 :] @ matrix[number]
        for offset in np.flatnonzero(likeness >= NEAR):
            other = slugs[number + 1 + int(offset)]
            if (slug, other) in linked or (other, slug) in linked:
                continue
            shared = shared_facts(base.entries[slug], base.entries[other])
            if likeness[offset] >= ALIKE or len(shared) >= SHARED:
                yield _warning(base, slug, other, float(likeness[offset]), shared)


def _warning(base: Base, slug: str, other: str, likeness: float, shared: tuple[str, ...]) -> Problem:
    both = f"; both have {', '.join(shared)}" if shared else ""
    message = f"the summary means much the same as that of {slug} ({likeness:.2f} of 1){both}"
    return placed(
        base.documents[other],
        Finding(("summary",), "similar-entry", message, "make one entry of both, or link them with related"),
    )
