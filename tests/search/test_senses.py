import re

import pytest

from kb.search.engine import Search
from kb.search.request import SearchRequest
from kb.search.senses import Sense


@pytest.mark.parametrize(
    ("near", "unless", "text", "fits"),
    [
        (None, "falls in", "falls at home", True),
        (None, "falls in", "falls in use", False),
        ("people", None, "falls of old people", True),
        ("people", None, "falls in use", False),
        (None, "use", "falls at home, where nobody calls for weeks on end, and use", True),
    ],
)
def test_a_sense_looks_at_what_stands_near(near: str | None, unless: str | None, text: str, fits: bool) -> None:
    sense = Sense(re.compile(near) if near else None, re.compile(unless) if unless else None)
    assert sense.fits(text, 0, len("falls")) == fits


@pytest.mark.parametrize(
    ("q", "term", "meant"),
    [
        ("falls among residents", "falls", True),
        ("falls in older people", "falls", True),
        ("fall in admissions", "falls", False),
        ("use that falls by half", "falls", False),
        ("failure of the scheme", "failure", True),
        ("kidney failure", "failure", False),
        ("community and lamps", "community", True),
        ("community interest company law", "community", False),
    ],
)
def test_a_word_means_its_term_in_a_fitting_neighbourhood(search: Search, q: str, term: str, meant: bool) -> None:
    expanded = search.answer(SearchRequest(q)).interpretation.expanded
    assert (term in [one.text for one in expanded]) == meant
