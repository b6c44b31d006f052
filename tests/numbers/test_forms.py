"""A test for each form of a number: what it is read as, and with which mark."""

from decimal import Decimal

import pytest

from kb.numbers.legible import legible
from kb.numbers.printed import Mark
from kb.numbers.reader import figures

N, P, S = "\u00a0", "\u202f", "\u2009"
MONEY, PERCENT, POINTS, PENCE, COUNT, SHARE = Mark.MONEY, Mark.PERCENT, Mark.POINTS, Mark.PENCE, Mark.NONE, Mark.SHARE
FORMS = (
    # scales
    ("£20M", "20000000", MONEY), ("£20 Million", "20000000", MONEY), ("£20 MILLION", "20000000", MONEY),
    ("£1.2Bn", "1200000000", MONEY), ("£1.2 billion", "1200000000", MONEY), ("£500K", "500000", MONEY),
    ("£20mn", "20000000", MONEY), ("£1.2b", "1200000000", MONEY), ("14K", "14000", COUNT), ("97k", "97000", COUNT),
    ("£8.2m", "8200000", MONEY), ("£4.1bn", "4100000000", MONEY), ("32.2k", "32200", COUNT), ("2 dozen", "24", COUNT),
    ("£20 mil", "20000000", MONEY), ("£1¼ million", "1250000", MONEY), ("97 thousand", "97000", COUNT),
    # spaces and line ends
    (f"£20{N}million", "20000000", MONEY), ("£20\nmillion", "20000000", MONEY), (f"14{N}000", "14000", COUNT),
    (f"14{P}000", "14000", COUNT), (f"14{S}000", "14000", COUNT), ("14\n000", "14000", COUNT), ("14, 000", "14000", COUNT),
    ("97 500", "97500", COUNT), ("1 234 567", "1234567", COUNT), ("1'234'567", "1234567", COUNT),
    ("26\nper cent", "26", PERCENT), ("26 per\ncent", "26", PERCENT), (f"26{N}%", "26", PERCENT), ("£ 20 m", "20000000", MONEY),
    ("9. 5%", "9.5", PERCENT), ("£20-\n25m", "25000000", MONEY),
    # per cent and percentage points
    ("26%", "26", PERCENT), ("26 PER CENT", "26", PERCENT), ("26 percent", "26", PERCENT), ("26pc", "26", PERCENT),
    ("26 pct", "26", PERCENT), ("26-per-cent", "26", PERCENT), ("26 percentage points", "26", POINTS),
    ("26 per cent points", "26", POINTS), ("26% points", "26", POINTS), ("26 pp", "26", POINTS), ("26ppts", "26", POINTS),
    ("26\npercentage\npoints", "26", POINTS), ("twenty-six per cent", "26", PERCENT), ("ten percentage points", "10", POINTS),
    # money
    ("GBP20m", "20000000", MONEY), ("GBP 20m", "20000000", MONEY), ("20 million pounds", "20000000", MONEY),
    ("twenty million pounds", "20000000", MONEY), ("50p", "0.5", MONEY), ("50p", "50", PENCE), ("50 pence", "50", PENCE),
    ("US$20m", "20000000", MONEY), ("20 pounds", "20", MONEY),
    # before and after the number
    ("c.£20m", "20000000", MONEY), ("c. 97,000", "97000", COUNT), ("c.97,000", "97000", COUNT), ("c97,000", "97000", COUNT),
    ("ca. 97,000", "97000", COUNT), ("~£20m", "20000000", MONEY), ("≥65yrs", "65", COUNT), (">£20m", "20000000", MONEY),
    ("3,000+", "3000", COUNT), ("9+ million", "9000000", COUNT), ("97,000people", "97000", COUNT),
    ("36%²", "36", PERCENT), ("36%12", "36", PERCENT), ("36%*", "36", PERCENT), ("36%[12]", "36", PERCENT),
    ("14,000²", "14000", COUNT), ("14,00012", "14000", COUNT), ("£20m³", "20000000", MONEY),
    # fractions and decimals
    (".36", "0.36", COUNT), ("0.36", "0.36", COUNT), ("9·5%", "9.5", PERCENT), ("2½", "2.5", COUNT), ("2 ½", "2.5", COUNT),
    ("½", "0.5", COUNT), ("2 1/2", "2.5", COUNT), ("two thirds", "3", SHARE), ("a quarter", "25", PERCENT),
    ("one-third", "3", SHARE), ("three-quarters", "75", PERCENT), ("half", "50", PERCENT), ("one in four", "25", PERCENT),
    ("one-in-six", "6", SHARE), ("1-in-6", "6", SHARE), ("1 in 6", "1", SHARE), ("six out of ten", "60", PERCENT),
    ("1:6", "6", SHARE), ("50/50", "50", PERCENT), ("1/3 of patients", "3", SHARE), ("two and a half", "2.5", COUNT),
    # words
    ("One hundred and twenty", "120", COUNT), ("a hundred", "100", COUNT), ("half a million", "500000", COUNT),
    ("a million", "1000000", COUNT), ("two and a half million", "2500000", COUNT), ("a quarter of a million", "250000", COUNT),
    ("three hundred and five thousand", "305000", COUNT), ("twenty-\nfive", "25", COUNT), ("twenty five", "25", COUNT),
    ("one thousand two hundred", "1200", COUNT), ("ﬁve", "5", COUNT), ("a dozen", "12", COUNT), ("half a dozen", "6", COUNT),
    ("thirty thousand million", "30000000000", COUNT), ("SIXTEEN", "16", COUNT), ("a million and a half", "1500000", COUNT),
    ("half-a-million", "500000", COUNT), ("quarter of a million", "250000", COUNT), ("one-and-a-half", "1.5", COUNT),
    ("half a per cent", "0.5", PERCENT), ("half of one percent", "0.5", PERCENT),
    ("a quarter of a percentage point", "0.25", POINTS),
    ("twofold", "2", COUNT), ("2x", "2", COUNT), ("over-65s", "65", COUNT), ("12 '000", "12000", COUNT),
    ("£1 mill", "1000000", MONEY),
    # dots, commas and signs
    ("0∙86", "0.86", COUNT), ("0⋅86", "0.86", COUNT), ("RR ·86", "0.86", COUNT), ("2,5 %", "2.5", PERCENT), ("£−96", "96", MONEY),
    ("£-1.5m", "1500000", MONEY), ("2017. 96%", "96", PERCENT), ("3/11/2016. 51%", "51", PERCENT), ("1,2,3", "2", COUNT),
    ("(3.5,40.1)", "40.1", COUNT),
)  # fmt: skip
# A text, and a number that it does not print with such a mark.
NOT_PRINTED = (
    ("£20 million", "20", COUNT), ("£20 million", "20", MONEY), ("£20\nmillion", "20", MONEY), (f"£20{N}million", "20", MONEY),
    ("£20 Million", "20", MONEY), ("£20M", "20", MONEY), ("£500K", "500", MONEY), ("26 percentage points", "26", COUNT),
    ("26 percentage points", "26", PERCENT), ("26 PER CENT", "26", COUNT), ("26% to 30%", "26", COUNT), ("26%", "26", POINTS),
    (f"14{N}000", "14", COUNT), ("14 000", "14", COUNT), ("14,\n000", "14", COUNT), ("14\n000", "14", COUNT),
    ("One hundred and twenty", "100", COUNT), ("One hundred and twenty", "20", COUNT), ("half a million", "1000000", COUNT),
    ("two and a half million", "2", COUNT), ("two and a half million", "2000000", COUNT), ("2½", "2", COUNT), ("2½", "21", COUNT),
    ("½", "1", COUNT), ("2 1/2", "2", COUNT), ("50p", "50", MONEY), ("50p", "50", COUNT), ("36%²", "2", COUNT),
    ("36%12", "12", COUNT), ("14,00012", "12", COUNT), ("36%[12]", "12", COUNT), ("£20-25m", "20", MONEY),
    ("£20-25m", "25000000", COUNT), ("20-25%", "20", COUNT), ("20 to 25 per cent", "20", COUNT), ("one in six", "6", PERCENT),
    ("a quarter", "4", PERCENT), ("26‰", "26", COUNT), ("26‰", "26", PERCENT), ("WG29253", "29253", COUNT),
    ("between 5 and 6 million", "5", COUNT), ("8.2m", "8", COUNT), ("8.2m", "2000000", COUNT), (".36", "36", COUNT),
    ("twenty-five", "20", COUNT), ("twenty-fifth", "20", COUNT), ("3/11/2016", "3", COUNT), ("1.5.2", "1.5", PERCENT),
    ("1.2.3", "1.2", COUNT), ("1.2.3", "3", COUNT), ("NG21 0HJ", "0", COUNT), ("COVID-19", "19", COUNT), ("PHQ-9", "9", COUNT),
    ("half-day", "50", PERCENT), ("half a day", "50", PERCENT), ("the last quarter", "25", PERCENT),
    ("once a quarter", "25", PERCENT), ("three quarters of a million", "75", PERCENT), ("four-fifths", "20", PERCENT),
    ("Objective 2 - 19.5% fewer", "2", PERCENT), ("20 million pounds", "20000000", COUNT), ("0∙86", "86", COUNT),
    ("2017. 96%", "2017.96", PERCENT), ("14 250 beds", "14", COUNT), ("14 250 beds", "250", COUNT), ("£14 250", "14", MONEY),
    ("a quarter of a year", "25", PERCENT), ("a quarter later", "25", PERCENT), ("half a per cent", "50", PERCENT),
    ("half of one percent", "1", PERCENT), ("a million and a half", "1000000", COUNT), ("one-and-a-half", "1", COUNT),
    ("£-1.5m", "1.5", MONEY), ("£−96", "96", COUNT), ("20 basis points", "20", COUNT), ("12 '000", "12", COUNT),
    ("£1 mill", "1", MONEY),
)  # fmt: skip


def read(text: str, number: str, mark: Mark) -> list[str]:
    """Give the doubts with which a text can be read as a number with a mark; none where it can't."""
    wanted = Decimal(number)
    return [each.doubt for figure in figures(text) for each in figure.readings if each[:2] == (wanted, mark)]


@pytest.mark.parametrize(("text", "number", "mark"), FORMS)
def test_every_form_is_read(text: str, number: str, mark: Mark) -> None:
    assert read(text, number, mark)
    assert read(f"It was {text}, they said.", number, mark)


@pytest.mark.parametrize(("text", "number", "mark"), NOT_PRINTED)
def test_what_is_not_printed_is_not_read(text: str, number: str, mark: Mark) -> None:
    assert read(text, number, mark) == []
    assert read(f"It was {text}, they said.", number, mark) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "mark"),
    [
        ("£20-25m", "20000000", "25000000", MONEY),
        ("£20m-£25m", "20000000", "25000000", MONEY),
        ("£20m to £25m", "20000000", "25000000", MONEY),
        ("£20–25 million", "20000000", "25000000", MONEY),
        ("20-30,000", "20000", "30000", COUNT),
        ("2 to 3%", "2", "3", PERCENT),
        ("between 20 and 25 per cent", "20", "25", PERCENT),
        ("5 or 6 percentage points", "5", "6", POINTS),
        ("20-\n25%", "20", "25", PERCENT),
        ("two to three million", "2000000", "3000000", COUNT),
        ("£900k to £1.2m", "900000", "1200000", MONEY),
        ("15-16 patients", "15", "16", COUNT),
    ],
)
def test_both_ends_of_a_range_are_read(text: str, low: str, high: str, mark: Mark) -> None:
    assert read(text, low, mark)
    assert read(text, high, mark)


@pytest.mark.parametrize(
    ("text", "number", "doubt"),
    [
        ("97 500", "97", "printed as part of a longer number"),
        ("the third practice", "3", "printed as an ordinal"),
        ("a quarter", "4", "printed as a fraction"),
        ("one in six", "6", "printed as a share"),
        ("2016 people", "2016", "may be a year"),
        ("the 3rd practice", "3", "printed as an ordinal"),
        ("Section 75 agreements", "75", "may only name a part of something"),
        ("in one quarter", "25", "may be three months"),
        ("twice", "2", "printed as a multiple or as how often"),
        ("14:30", "14", "printed as a time of day"),
        ("5pm", "5", "printed as a time of day"),
        ("band 8b", "8", "may only name a part of something"),
        ("2,5 %", "2.5", "a comma parts its digits"),
        ("12 and 15%", "12", "what stands with the next number may go for it"),
        ("£1.2, £2.3 and £3.4 million", "1.2", "what stands with the next number may go for it"),
        ("£1.2, £2.3 and £3.4 million", "2300000", "what stands with the next number may go for it"),
    ],
)
def test_a_reading_that_may_be_wrong_says_why(text: str, number: str, doubt: str) -> None:
    doubts = {each.doubt for figure in figures(text) for each in figure.readings if each.number == Decimal(number)}
    assert doubts == {doubt}


def test_currencies_and_signs_are_told() -> None:
    told = {
        text: (figures(text)[0].currency, figures(text)[0].negative) for text in ("£5", "$5", "€5", "5p", "-5", "9 -5")
    }
    assert told == {
        "£5": ("GBP", False),
        "$5": ("$", False),
        "€5": ("EUR", False),
        "5p": ("GBP", False),
        "-5": ("", True),
        "9 -5": ("", False),
    }


DATES = {
    "2016-11-03": (
        "3/11/2016", "03/11/2016", "03-11-2016", "3-11-2016", "2016-11-03", "2016/11/03", "3.11.16", "3 NOVEMBER 2016",
        f"3{N}November{N}2016", "3 November 2016", "3rd November, 2016", "3rd of November 2016", "November 3, 2016",
        "Nov 3rd 2016", "3-Nov-2016", "3-Nov-16", "3 Nov 16", "Thursday 3 November\n2016", "3-5 November 2016",
        "1 and 3 November 2016", "2016 November 3", "3. November 2016", "3/Nov/2016", "03 Nov. 2016",
    ),
    "2016-11": (
        "Nov-16", "11/2016", "November 2016", "Nov. 2016", "NOV 2016", "November of 2016", "Nov '16", "2016-11",
        "Nov-Dec 2016",
    ),
    "Q3 2016/17": (
        "Q3 2016/17", "Q3 of 2016/17", "Q3, 2016/17", "2016/17 Q3", "third quarter of 2016/17", "3rd quarter 2016-17",
        "Q3 16/17", "quarter three of 2016/17", "Quarter 3 of 2016/17", "Q3 FY17",
        "the third quarter of the financial year 2016/17",
    ),
    "2015/16": (
        "2015/16", "2015-16", "2015–2016", "2015/2016", "FY2015/16", "FY16", "FY 2016", "FY15/16", "15/16", "15-16",
        "2015/6", "the year ended 31 March 2016", "year to March 2016", "2015 / 16",
    ),
    "2010s": ("2010s", "2010's"),
    "2016": ("2016", "in 2016,", "(2016)", "2014 to 2016"),
}  # fmt: skip


@pytest.mark.parametrize(("date", "text"), [(date, text) for date, texts in DATES.items() for text in texts])
def test_every_form_of_a_date_is_read(date: str, text: str) -> None:
    assert date in {each for figure in figures(f"It began {text}.") for each in figure.dates}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("15-17 patients", "2015/16"),
        ("3/11/2016", "2016-03-11"),
        ("10/15", "2010"),
        ("2016%", "2016"),
        ("£2016", "2016"),
        ("ratio 13/45", "2013"),
    ],
)
def test_what_is_no_such_date_is_not_read(text: str, date: str) -> None:
    assert date not in {each for figure in figures(text) for each in figure.dates}


def test_a_legible_text_knows_where_each_character_stood() -> None:
    text = "The oﬃce\u00ad of Jo\u0308nko\u0308ping: admis-\nsions fell by £20\u202fmillion²."
    read_ = legible(text)
    assert "office of Jönköping" in read_.text
    start = read_.text.index("£20")
    low, high = read_.span(start, start + len("£20 million"))
    assert text[low:high] == "£20\u202fmillion"
    (figure,) = figures(text)
    assert text[figure.start : figure.end] == "£20\u202fmillion"
