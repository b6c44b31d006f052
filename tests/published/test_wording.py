import pytest

from kb.published import wording


@pytest.mark.parametrize(
    ("value", "value_to", "unit", "shown"),
    [
        (-36, None, "percent", "−36%"),
        (2, 3, "percent", "2 to 3%"),
        (0.8, None, "percent-a-year", "0.8% a year"),
        (30_000_000_000, None, "GBP", "£30 billion"),
        (20_000_000, 25_000_000, "GBP-a-year", "£20 million to £25 million a year"),
        (12, None, "bed-days", "12 bed days"),
        (None, None, "percent", ""),
        (700_000, None, "currency-not-printed", "700,000 (currency sign not printed)"),
        (2, None, "percentage-points", "2 percentage points"),
        (5, None, "CHF", "CHF 5"),
        (7, None, None, "7"),
    ],
)
def test_amounts_are_written_as_people_do(value: float | None, value_to: float | None, unit: str, shown: str) -> None:
    assert wording.amount(value, value_to, unit) == shown


def test_money_is_shortened_only_where_that_loses_nothing() -> None:
    assert wording.money(1_234_567, "GBP") == "£1,234,567"
    assert wording.money(1_234_000, "GBP") == "£1.234 million"
    assert wording.money(-500, "GBP") == "−£500"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("2015-03-30", "30 March 2015"),
        ("2015-03", "March 2015"),
        ("2015", "2015"),
        ("2016/17", "2016/17"),
        ("2010s", "2010s"),
    ],
)
def test_dates_keep_the_precision_that_was_printed(printed: str, shown: str) -> None:
    assert wording.day(printed) == shown


def test_strength_has_a_number_and_words() -> None:
    assert wording.strength_in_full(3) == "3 of 5, moderate"
    assert wording.strength_in_full(None) == "not rated"


def test_things_are_counted() -> None:
    assert wording.count(1, "entry", "entries") == "1 entry"
    assert wording.count(1200, "entry", "entries") == "1,200 entries"
