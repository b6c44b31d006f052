"""Searches that readers found answered wrongly, each with what must hold of its first hits. A search keeps its line for good."""

from pathlib import Path
from typing import NamedTuple

import pytest

from kb.published.version import open_version
from kb.search.encoder import Encoder
from kb.search.engine import Search
from kb.search.request import SearchRequest


class Known(NamedTuple):
    """A search: what one of its first hits must be and none may be, and what the excerpt of the first holds."""

    q: str
    among: frozenset[str]
    first: int = 3
    never: frozenset[str] = frozenset()
    told: str = ""


SEARCHES = (
    Known("Salford", frozenset({"salford-together-pacs"}), 1),
    Known("Croydon", frozenset({"one-croydon-alliance"}), 1),
    Known("randomised controlled trial", frozenset({"hospital-at-home-older-people-trial"}), 1, told="randomised trial"),
    Known("heart failure", frozenset({"telehealth-early-adopter-site-2016", "wsd-telehealth-trial-2012"}), 2,
          never=frozenset({"coastal-west-sussex-msk-bupa-csh", "uniting-care-cambridgeshire-peterborough"})),
    Known("whom can I ask about care homes", frozenset({"new-care-models-programme", "isle-of-wight-crisis-team"}), 2,
          told="Contact in"),
    Known("falls prevention", frozenset({"isle-of-wight-crisis-team", "caremed-medication-reviews"}), 2),
    Known("IT", frozenset({"south-worcs-transformation-fund"}), 1, told="IT"),
    Known("how much did it cost per patient", frozenset({"salford-symphony-cost-and-experience-study"}), 3, told="£"),
    Known("what went wrong", frozenset({"coastal-west-sussex-msk-bupa-csh", "staffordshire-cancer-prime-provider"}), 2),
    Known("does integrated care save money", frozenset({"nao-2017-health-and-social-care-integration"}), 1,
          never=frozenset({"south-worcs-transformation-fund"})),
    Known("what do patients think of joined-up care", frozenset({"south-worcs-patients-want-no-joins"}), 3, told="patients"),
    Known("A&E attendances reduced by how much", frozenset({"worcestershire-care-home-nurse-practitioners"}), 3,
          told="attendances: decrease 0.944 times (observed"),
    Known("telehelth alience contarct", frozenset({"wsd-telehealth", "wsd-telehealth-trial-2012"}), 3),
)  # fmt: skip


@pytest.fixture(scope="module")
def real_search(real_database: Path) -> Search:
    return Search(real_database, Encoder.open(open_version(real_database).encoder))


@pytest.mark.parametrize("known", SEARCHES, ids=lambda known: known.q)
def test_a_search_that_went_wrong_goes_right(real_search: Search, known: Known) -> None:
    found = real_search.answer(SearchRequest(known.q))
    slugs = [hit.slug for hit in found.results]
    assert found.confident
    assert known.among & set(slugs[: known.first]), slugs[:5]
    assert not known.never & set(slugs[:3])
    shown = found.results[0].why.passage
    assert shown
    assert known.told.lower() in shown.text.lower()
    assert not shown.text.rstrip().endswith("?"), "a question answers nothing"


@pytest.mark.parametrize("place", ["Leeds", "Sheffield"])
def test_a_place_of_which_nothing_is_known_is_not_answered_by_its_region(real_search: Search, place: str) -> None:
    found = real_search.answer(SearchRequest(place))
    assert not found.confident
    assert [absent.place for absent in found.interpretation.nothing_on] == [place]
