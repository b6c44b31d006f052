from decimal import Decimal

import pytest

from kb.numbers.printed import Mark
from kb.numbers.reader import figures


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("97,000", "97000"),
        ("97000", "97000"),
        ("97 000", "97000"),
        ("14, 000", "14000"),
        ("30,000+", "30000"),
        ("9+ million", "9000000"),
        ("20 million", "20000000"),
        ("over four million", "4000000"),
        ("two hundred", "200"),
        ("twenty-five", "25"),
        ("a dozen", "12"),
        ("seven day service", "7"),
        ("7-day service", "7"),
        ("the third year", "3"),
        ("open 24/7", "24"),
        ("8am", "8"),
        ("band 8b", "8"),
    ],
)
def test_a_number_is_read_in_any_printed_form(printed: str, number: str) -> None:
    assert Decimal(number) in {value for figure in figures(printed) for value in figure.numbers}


@pytest.mark.parametrize(
    ("printed", "number", "mark"),
    [
        ("£20m", "20000000", Mark.MONEY),
        ("£ 20 m", "20000000", Mark.MONEY),
        ("£0.5bn", "500000000", Mark.MONEY),
        ("£948,400", "948400", Mark.MONEY),
        ("£50k", "50000", Mark.MONEY),
        ("$3 million", "3000000", Mark.MONEY),
        ("1m", "1000000", Mark.NONE),
        ("26%", "26", Mark.PERCENT),
        ("+6. 7%", "6.7", Mark.PERCENT),
        ("-1. 4%", "1.4", Mark.PERCENT),
        ("two per cent", "2", Mark.PERCENT),
        ("1:6", "6", Mark.SHARE),
        ("one in six", "6", Mark.SHARE),
        ("split 50/50", "50", Mark.SHARE),
        ("a quarter", "25", Mark.PERCENT),
        ("by half", "50", Mark.PERCENT),
        ("three quarters", "75", Mark.PERCENT),
        ("two thirds", "3", Mark.SHARE),
    ],
)
def test_money_percentages_and_shares_are_told_apart(printed: str, number: str, mark: Mark) -> None:
    (figure,) = figures(printed)
    assert mark in {reading.mark for reading in figure.readings if reading.number == Decimal(number)}


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("November 2016", "2016-11"),
        ("Nov 2016", "2016-11"),
        ("(Nov 18)", "2018-11"),
        ("30 March 2015", "2015-03-30"),
        ("13th September 2013", "2013-09-13"),
        ("03.12.2014", "2014-12-03"),
        ("2 March", "--03-02"),
        ("2016/17", "2016/17"),
        ("2016-17", "2016/17"),
        ("2016 -17, then", "2016/17"),
        ("2016 to 2017", "2016/17"),
        ("2017/2018", "2017/18"),
        ("16/17", "2016/17"),
        ("Q 3 2014 -15", "Q3 2014/15"),
        ("mid-1990s", "1990s"),
        ("2014 – 2019", "2019"),
        ("in 2015.", "2015"),
    ],
)
def test_a_date_is_read_in_any_printed_form(printed: str, date: str) -> None:
    assert date in {each for figure in figures(printed) for each in figure.dates}


def test_what_stands_with_the_end_of_a_range_goes_for_its_beginning() -> None:
    people, shares, sums = figures("20-30,000 people"), figures("2 to 3%"), figures("£1-2m")
    assert Decimal(20000) in people[0].numbers
    assert [figure.mark for figure in shares] == [Mark.PERCENT, Mark.PERCENT]
    assert Decimal(1_000_000) in sums[0].numbers


def test_a_range_with_a_lost_end_has_no_number_but_its_characters() -> None:
    (figure,) = figures("populations of 50, ,000 in towns")
    assert (figure.text, figure.numbers) == ("50, ,000", frozenset())


@pytest.mark.parametrize("text", ["WG29253", "https: //a. nhs. uk/b. c/D/e? f. Id=437572", "pat2@example.nhs.uk"])
def test_codes_and_addresses_hold_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_year_is_not_a_thousand_and_a_count_is_not_a_year() -> None:
    (year,), (count,) = figures("since 2015"), figures("2,015 patients")
    assert set(year.dates) == {"2015"}
    assert {reading.doubt for reading in year.readings} == {"may be a year"}
    assert set(count.numbers) == {Decimal(2015)}
    assert not count.dates


def test_words_that_seldom_count_anything_are_not_missed() -> None:
    counts = {figure.text: figure.counts for figure in figures("The first of two plans, once a year, for three sites")}
    assert counts == {"first": False, "two": False, "once": False, "a year": False, "three": True}
