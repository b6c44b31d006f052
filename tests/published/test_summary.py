"""The sentences that a summary of results makes of its counts."""

import pytest

from kb.published.summary import Evidence


@pytest.mark.parametrize(
    ("claims", "total", "said"),
    [
        (0, 3, ""),
        (1, 1, "The one result is reported by the source, which does not say how it was found."),
        (2, 2, "Both results are reported by the source, which does not say how they were found."),
        (4, 4, "All 4 results are reported by the source, which does not say how they were found."),
        (1, 4, "1 of the 4 results is reported by the source, which does not say how it was found."),
    ],
)
def test_what_is_only_reported_is_told_in_a_sentence_that_fits_its_number(claims: int, total: int, said: str) -> None:
    assert Evidence(results={"good": total}, claims=claims).claimed_words == said
