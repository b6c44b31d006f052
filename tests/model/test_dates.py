import pytest
from pydantic import TypeAdapter, ValidationError

from kb.model.dates import PrintedDate, first_day, last_day

DATES = TypeAdapter(PrintedDate)


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        ("2016", "2016-01-01"),
        ("2016-11", "2016-11-01"),
        ("2016-11-03", "2016-11-03"),
        ("2016/17", "2016-04-01"),
        ("1990s", "1990-01-01"),
        ("Q1 2017/18", "2017-04-01"),
        ("Q2 2017/18", "2017-07-01"),
        ("Q4 2017/18", "2018-01-01"),
    ],
)
def test_printed_dates_begin_on_a_day(printed: str, first: str) -> None:
    assert DATES.validate_python(printed) == printed
    assert first_day(printed) == first


@pytest.mark.parametrize(
    ("printed", "last"),
    [
        ("2016", "2016-12-31"),
        ("2016-11-03", "2016-11-03"),
        ("2016/17", "2017-03-31"),
        ("1990s", "1999-12-31"),
        ("Q1 2017/18", "2017-06-31"),
        ("Q4 2017/18", "2018-03-31"),
    ],
)
def test_printed_dates_end_on_a_day(printed: str, last: str) -> None:
    assert last_day(printed) == last


def test_a_year_may_be_written_as_a_number() -> None:
    assert DATES.validate_python(2016) == "2016"


@pytest.mark.parametrize("wrong", ["11/2016", "2016-13", "soon", "16", True, "2016-02-99"])
def test_other_forms_are_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        DATES.validate_python(wrong)
