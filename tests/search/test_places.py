"""A place is found by entries of that place or of a place within it, never through its region or a neighbour."""

import pytest

from kb.model.gazetteer import PlaceName, place_names
from kb.model.vocabulary import VocabularyTerm
from kb.search.answer import AbsentPlace, SearchAnswer
from kb.search.engine import Search
from kb.search.request import SearchRequest
from tests.publishing import WordEncoder, publish
from tests.samples import entry, write_base


def placed(name: str, region: str, country: str = "england") -> dict[str, object]:
    place = {"name": name, "region": region, "country": country}
    questions = ["What do the nurses carry?", "Is there a lamp?", "Who pays for oil?"]
    return entry(title=f"Nurses who call, {name}", summary="Nurses call with lamps.", place=place, questions=questions)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Search:
    folder = tmp_path_factory.mktemp("towns")
    entries = write_base(
        folder / "entries",
        salford=placed("Salford", "north-west"),
        wakefield=placed("West Wakefield", "yorkshire-and-the-humber"),
        harrogate=placed("Harrogate", "yorkshire-and-the-humber"),
        canterbury=placed("Canterbury", "outside-england", "new-zealand"),
        dover=placed("Dover", "south-east"),
        sutton=placed("Sutton", "london"),
        newark=placed("Newark and Sherwood", "east-midlands"),
        kettle=entry(
            title="Reading of meters", summary="Reading meters at home.", place=None, questions=["a b c?"] * 3
        ),
    )
    return Search(publish(entries, folder / "kb.db"), WordEncoder())


def ask(search: Search, q: str) -> SearchAnswer:
    return search.answer(SearchRequest(q))


def first(answer: SearchAnswer, count: int) -> set[str]:
    return {hit.slug for hit in answer.results[:count]}


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("Salford", {"salford"}),
        ("salford", {"salford"}),
        ("Greater Manchester", {"salford"}),
        ("Wakefield", {"wakefield"}),
        ("West Yorkshire", {"wakefield"}),
        ("North Yorkshire", {"harrogate"}),
        ("Kent", {"dover"}),
        ("Yorkshire and the Humber", {"wakefield", "harrogate"}),
    ],
)
def test_a_place_finds_what_is_in_it(towns: Search, q: str, found: set[str]) -> None:
    answer = ask(towns, q)
    assert (first(answer, len(found)), answer.confident) == (found, True)
    assert answer.interpretation.nothing_on == ()


@pytest.mark.parametrize(
    ("q", "place", "wider", "nearest"),
    [
        ("Leeds", "Leeds", "West Yorkshire", "wakefield"),
        ("leeds", "Leeds", "West Yorkshire", "wakefield"),
        ("Stockport", "Stockport", "Greater Manchester", "salford"),
        ("Sheffield", "Sheffield", "Yorkshire and the Humber", None),
        ("Norwich", "Norwich", "", None),
    ],
)
def test_of_a_place_without_an_entry_that_is_said_and_what_lies_around_it(
    towns: Search, q: str, place: str, wider: str, nearest: str | None
) -> None:
    answer = ask(towns, q)
    assert answer.interpretation.nothing_on == (AbsentPlace(place, wider),)
    assert answer.interpretation.not_found == ()
    assert not answer.confident
    assert nearest is None or answer.results[0].slug == nearest
    assert answer.as_json()["interpretation"]["nothing_on"] == [{"place": place, "wider": wider}]


@pytest.mark.parametrize("q", ["nurses who call in Wales", "Northern Ireland", "Welsh nurses"])
def test_of_a_country_without_an_entry_that_is_said(towns: Search, q: str) -> None:
    answer = ask(towns, q)
    assert [absent.place for absent in answer.interpretation.nothing_on] in (["Wales"], ["Northern Ireland"])
    assert answer.interpretation.not_found == ()
    assert not answer.confident


@pytest.mark.parametrize(
    ("q", "found"),
    [("South London", "sutton"), ("South West London", "sutton"), ("Sherwood", "newark"), ("Mid-Notts", "newark")],
)
def test_an_area_is_found_by_what_lies_in_it_and_a_district_by_the_name_of_its_town(
    towns: Search, q: str, found: str
) -> None:
    answer = ask(towns, q)
    assert (answer.results[0].slug, answer.interpretation.nothing_on) == (found, ())


@pytest.mark.parametrize(("q", "wider"), [("North London", "London"), ("Mansfield", "Mid-Nottinghamshire")])
def test_of_several_places_that_hold_a_place_the_nearest_is_named(towns: Search, q: str, wider: str) -> None:
    assert [absent.wider for absent in ask(towns, q).interpretation.nothing_on] == [wider]


def test_one_name_of_two_places_means_that_of_the_entry_s_region(towns: Search) -> None:
    assert first(ask(towns, "Canterbury"), 1) == {"canterbury"}
    assert "canterbury" not in first(ask(towns, "Kent"), 10)


@pytest.mark.parametrize(("q", "is_place"), [("reading meters", False), ("nurses in Reading", True), ("Reading", True)])
def test_a_place_that_is_also_a_word_counts_where_it_is_meant(towns: Search, q: str, is_place: bool) -> None:
    assert bool(ask(towns, q).interpretation.nothing_on) == is_place


def test_a_gazetteer_names_each_place_in_all_its_ways() -> None:
    regions = {
        "north": VocabularyTerm(label="N", definition="N.", places={"Shire, The Shire": ["Hobbiton, Hob", "Bree"]})
    }
    assert list(place_names(regions)) == [
        PlaceName("north.shire", "Shire", None, "north"),
        PlaceName("north.shire", "The Shire", None, "north"),
        PlaceName("north.shire.hobbiton", "Hobbiton", "north.shire", "north"),
        PlaceName("north.shire.hobbiton", "Hob", "north.shire", "north"),
        PlaceName("north.shire.bree", "Bree", "north.shire", "north"),
    ]


@pytest.mark.parametrize(
    ("q", "there"), [("nurses call with lamps in Kent", "dover"), ("New Zealand nurses", "canterbury")]
)
def test_what_is_elsewhere_stands_after_what_is_there(towns: Search, q: str, there: str) -> None:
    assert ask(towns, q).results[0].slug == there
