"""The rank of each hit in each half of the search, as far as it is certain."""

import numpy as np
from numpy.typing import NDArray

from kb.search.ranking import Ranked

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


class Ranks:
    """The rank of each entry of a page in each half, among the entries that pass the filters; None where unknown."""

    def __init__(self, share: Floats, ranked: Ranked, mask: Mask, page: NDArray[np.int64], mode: str) -> None:
        self.by_meaning = mode != "keyword"
        self.keyword = _ranks(share, share, mask, page, known=mode != "semantic")
        self.semantic = _ranks(ranked.least_alike, ranked.most_alike, mask, page, known=self.by_meaning)


def _ranks(low: Floats, high: Floats, mask: Mask, page: NDArray[np.int64], *, known: bool) -> list[int | None]:
    """Give the rank of each entry of a page: how many that pass are better, and one; None where that is not certain."""
    values = low[page]
    surely = _better(low[mask], values)
    perhaps = surely if high is low else _better(high[mask], values)
    certain = (values > 0) & (surely == perhaps) & (values == high[page])
    return [rank + 1 if known and sure else None for rank, sure in zip(surely.tolist(), certain.tolist(), strict=True)]


def _better(values: Floats, than: Floats) -> NDArray[np.int64]:
    return np.asarray(len(values) - np.searchsorted(np.sort(values), than, side="right"))
