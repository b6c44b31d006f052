import pytest

from kb.search.filters import FILTERS
from kb.search.query import PARAGRAPH, Condition, Query, read

NAMES = frozenset(one.name for one in FILTERS)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fixed budget", Query("fixed budget")),
        ('"fixed budget" people', Query("fixed budget people", (Condition("fixed budget", exact=True),))),
        ("“fixed budget”", Query("fixed budget", (Condition("fixed budget", exact=True),))),
        ("budget -telehealth", Query("budget", (Condition("telehealth", negated=True),))),
        ("care_model:mcp", Query("", (), (Condition("mcp", "care_model"),))),
        ("care_models:mcp cost", Query("cost", (), (Condition("mcp", "care_model"),))),
        ('-region:"East Midlands"', Query("", (), (Condition("East Midlands", "region", exact=True, negated=True),))),
        ("lesson:price", Query("price", (Condition("price", "lessons"),))),
        ("note: this http://nhs.uk", Query("note: this http://nhs.uk")),
        ("well-known -36 percent", Query("well-known -36 percent")),
        ('a " b', Query('a " b')),
        ("", Query("")),
    ],
)
def test_what_was_typed_is_taken_apart(typed: str, expected: Query) -> None:
    assert read(typed, NAMES) == expected


def test_a_pasted_paragraph_sets_no_conditions() -> None:
    paragraph = 'the so-called "virtual" ward ' * PARAGRAPH
    assert not read(paragraph, NAMES).conditions
