import pytest

from kb.synthesis.subjects import lowered, subjects_of
from tests.synthesis.claims import LABELS


def test_two_terms_have_one_address_in_whichever_order_they_are_named() -> None:
    named = [("outcomes", "cost"), ("contract_types", "alliance")]
    found = [subjects_of(order, LABELS) for order in (named, named[::-1])]
    assert {one and one.url for one in found} == {"/topics/contract_types/alliance/outcomes/cost"}


@pytest.mark.parametrize(
    "named",
    [
        [("outcomes", "nothing")],
        [("units", "percent")],
        [("outcomes", "cost"), ("outcomes", "emergency-admissions")],
        [("outcomes", "cost"), ("settings", "nowhere")],
        [],
    ],
)
def test_what_is_no_term_or_twice_of_one_vocabulary_is_no_topic(named: list[tuple[str, str]]) -> None:
    assert subjects_of(named, LABELS) is None


@pytest.mark.parametrize(
    ("label", "inside"), [("Cost", "cost"), ("A&E visits", "A&E visits"), ("NHS contract", "NHS contract"), ("", "")]
)
def test_a_label_inside_a_sentence_keeps_its_short_forms(label: str, inside: str) -> None:
    assert lowered(label) == inside
