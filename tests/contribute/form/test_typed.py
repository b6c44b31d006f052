import pytest

from ingest.contribute.form import typed


@pytest.mark.parametrize(
    ("what", "number"),
    [("41,300", 41300), ("41 300", 41300), ("−15", -15), ("–0.9", -0.9), ("+3", 3), (" 12.5 ", 12.5), ("", None)],
)
def test_numbers_are_read_as_people_type_them(what: str, number: float | None) -> None:
    assert typed.number(what) == number


@pytest.mark.parametrize("what", ["36%", "£20m", "about 12", "1,2", "1.000.000", "1e5", "12-15", "1" * 20])
def test_what_is_no_number_stays_as_typed_to_be_told(what: str) -> None:
    assert typed.number(what) == what


@pytest.mark.parametrize(
    ("what", "date"),
    [("4 April 2015", "2015-04-04"), ("Nov 2016", "2016-11"), ("2015-16", "2015/16"), ("2015/16", "2015/16"), ("", "")],
)
def test_dates_become_ours_where_they_are_one_date(what: str, date: str) -> None:
    assert typed.date(what) == date


@pytest.mark.parametrize("what", ["spring 2015", "in 2015 or 2016", "yesterday"])
def test_what_is_no_one_date_stays_as_typed(what: str) -> None:
    assert typed.date(what) == what


def test_what_copying_brings_along_is_taken_out() -> None:
    assert typed.text("  the ﬁrst\u00a0home\u200b \r\n and  the next ") == "the first home and the next"
    assert typed.text("“Riverside”") == "Riverside"
    assert typed.text("a “quoted” word") == "a “quoted” word"
