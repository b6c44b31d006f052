import pytest

from kb.errors import QueryError
from kb.search.engine import Search
from kb.search.request import SearchRequest, read_token, write_token


def test_values_are_ids_or_labels_in_any_case(search: Search) -> None:
    pairs = [("care_model", "MCP"), ("care_model", "Enhanced Health in Care Homes"), ("region", "east-midlands")]
    assert search.request(pairs).filters == {"care_model": ("mcp", "ehch"), "region": ("east-midlands",)}


def test_what_is_left_out_has_its_default(search: Search) -> None:
    assert search.request([("q", "bag"), ("kind", ""), ("size", "")]) == SearchRequest("bag")


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("colour", "red", "care_model"),
        ("care_model", "mpc", "mcp"),
        ("mode", "fast", "semantic"),
        ("sort", "worst", "strength"),
        ("size", "0", "1 to 100"),
        ("size", "1000000000000000000000", "1 to 100"),
        ("size", "²", "1 to 100"),
        ("min_strength", "nan", "0 to 5"),
        ("population_min", "-1", "number from 0"),
        ("expand", "yes", "1, 0"),
    ],
)
def test_what_is_not_allowed_is_an_error_that_names_what_is(
    search: Search, name: str, value: str, allowed: str
) -> None:
    with pytest.raises(QueryError, match=name) as caught:
        search.request([(name, value)])
    assert allowed in str(caught.value)


def test_only_filters_may_be_given_twice(search: Search) -> None:
    with pytest.raises(QueryError, match="twice"):
        search.request([("q", "a"), ("q", "b")])


@pytest.mark.parametrize("token", ["", "x", "W10", "eyJhIjoxfQ", "é", write_token(20, "another version")])
def test_a_page_of_another_search_is_refused(token: str) -> None:
    with pytest.raises(QueryError, match="next"):
        read_token(token, "this version")


def test_a_page_that_was_given_is_found_again() -> None:
    assert read_token(write_token(40, "v"), "v") == 40
