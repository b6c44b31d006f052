"""Work that is cut short goes on where it was."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.store.kept_vectors import forget_vectors, keeping, kept_vectors
from ingest.vectors.embed import PART, Encoded, Progress, key
from ingest.vectors.model import Model, packaged

TEXTS = [f"text number {number}" for number in range(3 * PART)]


def encoded(text: str) -> Encoded:
    return Encoded(text.encode(), text.upper().encode())


class Interrupted:
    """An encoder that stops after so many parts, as a process does that is ended."""

    def __init__(self, parts: int) -> None:
        self.left, self.encoded = parts, 0

    def __call__(self, texts: Sequence[str], _model: Model, _progress: Progress | None = None) -> list[Encoded]:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        self.encoded += len(texts)
        return [encoded(text) for text in texts]


def test_vectors_are_kept_part_by_part(tmp_path: Path) -> None:
    cache, model = tmp_path / "cache.db", packaged()
    first, second = Interrupted(2), Interrupted(9)
    with pytest.raises(KeyboardInterrupt):
        keeping(cache, first)(TEXTS, model, None)
    assert len(kept_vectors(cache, [key(text, model) for text in TEXTS])) == first.encoded == 2 * PART
    told: list[tuple[int, int]] = []
    found = keeping(cache, second)(TEXTS, model, lambda done, total: told.append((done, total)))
    assert found == [encoded(text) for text in TEXTS]
    assert second.encoded == PART
    assert told == [(3 * PART, 3 * PART)]
    forget_vectors(cache)
    assert kept_vectors(cache, [key(text, model) for text in TEXTS]) == {}
