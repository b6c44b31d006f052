"""What is tagged and what is not, each rule by an example."""

import pytest

from ingest.tag.mention import Mention
from ingest.tag.tagger import Tagger


def found(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    """Pairs of what is tagged and as what: the term, or the kind of name or number."""
    return [(mention.text, mention.term or mention.vocabulary) for mention in tagger.tag([text])[0]]


def test_a_mention_says_where_what_and_how(tagger: Tagger) -> None:
    [mentions] = tagger.tag(["No rise in bed days was seen."])
    assert mentions == [
        Mention(11, 19, "bed days", "outcomes", "bed-days", "term", "no-evidence-of-change", negated=True)
    ]


def test_each_text_has_its_own_list(tagger: Tagger) -> None:
    assert [len(mentions) for mentions in tagger.tag(["The MCP in Dudley.", "", "Nothing here."])] == [2, 0, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two MCPs and one PACS.", [("MCPs", "mcp"), ("PACS", "pacs")]),
        ("The scheme is a multi-specialty community provider.", [("multi-specialty community provider", "mcp")]),
        ("They share a capitated budget.", [("capitated budget", "capitated")]),
        (
            "An alliance contract, then a block contract.",
            [("alliance contract", "alliance"), ("block contract", "block")],
        ),
        ("They visit care home residents.", [("care home residents", "care-home-residents")]),
        ("They visit care homes.", [("care homes", "care-home")]),
        ("Fewer deaths at home.", [("deaths at home", "death-at-preferred-place")]),
    ],
)
def test_terms_are_found_in_every_form_and_at_full_length(
    tagger: Tagger, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(tagger, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The PACS keeps X-ray images.",
        "A block of flats was sold.",
        "The neighbours formed an alliance.",
        "People with suspected ACS went to the coronary unit.",
        "What she does costs nothing.",
        "He travels with a red bag.",
        "It was best practice.",
    ],
)
def test_words_are_tagged_by_sense(tagger: Tagger, text: str) -> None:
    assert found(tagger, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was let by NHS Newark and Sherwood CCG.", "NHS Newark and Sherwood CCG"),
        ("In Kent, Surrey County Council was asked.", "Surrey County Council"),
        ("Monitor and Dudley CCG agreed.", "Dudley CCG"),
        ("She works at University Hospitals of Morecambe Bay NHS Foundation Trust.", None),
        ("The University of York evaluated it.", "University of York"),
        ("Money came from the King’s Fund.", "King’s Fund"),
        ("Tees, Esk and Wear Valleys NHS Foundation Trust joined.", "Tees, Esk and Wear Valleys NHS Foundation Trust"),
    ],
)
def test_an_organisation_is_one_name(tagger: Tagger, text: str, name: str | None) -> None:
    whole = name or "University Hospitals of Morecambe Bay NHS Foundation Trust"
    assert (whole, "organisation") in found(tagger, text)


def test_no_place_is_tagged_inside_a_name(tagger: Tagger) -> None:
    assert found(tagger, "Wakefield Council and Sutton CCG met in Leeds.") == [
        ("Wakefield Council", "organisation"),
        ("Sutton CCG", "organisation"),
        ("Leeds", "place"),
    ]


def test_people_are_left_out(tagger: Tagger) -> None:
    assert found(tagger, "We asked Nigel Edwards and Matt Sutton about it.") == []


def test_counties_are_places_and_short_forms_are_no_organisations(tagger: Tagger) -> None:
    assert found(tagger, "Worcestershire has an MDT, a KPI and QIPP plans.") == [("Worcestershire", "place")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("worth £20 million", "£20 million"),
        ("worth £3.3m.", "£3.3m"),
        ("worth £ 20 m", "£ 20 m"),
        ("worth $1.2bn", "$1.2bn"),
        ("worth £5 per head", "£5"),
        ("worth half a million pounds", "half a million pounds"),
        ("worth £948,400", "£948,400"),
    ],
)
def test_money_goes_with_currency_and_magnitude(tagger: Tagger, text: str, expected: str) -> None:
    assert found(tagger, text) == [(expected, "money")]


@pytest.mark.parametrize("printed", ["-1.4%", "+6. 7%", "26 per cent", "two per cent", "12.5–15%", "minus 1.4 percent"])
def test_a_percentage_goes_with_its_sign(tagger: Tagger, printed: str) -> None:
    assert found(tagger, f"It was {printed} there.") == [(printed, "percent")]


@pytest.mark.parametrize(
    "printed", ["26 April 2018", "April 2016", "2015/16", "2014-2019", "Q2 2017/18", "mid-1990s", "summer of 2016"]
)
def test_dates_are_found_as_printed(tagger: Tagger, printed: str) -> None:
    assert found(tagger, f"It began in {printed}.") == [(printed, "date")]


def test_a_span_of_time_and_a_count_are_quantities(tagger: Tagger) -> None:
    assert found(tagger, "For five years, 97,000 people on page 12.") == [
        ("five years", "quantity"),
        ("97,000 people", "quantity"),
    ]


def test_a_number_before_a_term_is_tagged_beside_it(tagger: Tagger) -> None:
    assert found(tagger, "It has 12 GP practices.") == [("12", "quantity"), ("GP practices", "general-practice")]
