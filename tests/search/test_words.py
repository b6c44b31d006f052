import pytest

from kb.search.stems import Stemmer
from kb.search.words import fold, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("97,000 people", ["97000", "people"]),
        ("£20m and £20 million and 20 million", ["20000000", "and", "20000000", "and", "20000000"]),
        ("£1.5bn, 19.50 percent", ["1500000000", "19.5", "percent"]),
        ("slide 12", ["slide", "12"]),
        ("D2A beds, wave2", ["d2a", "beds", "wave2"]),
        ("Pat.Example@nhs.uk.", ["pat.example@nhs.uk"]),
        ("patients' and patient's", ["patients", "and", "patient"]),
        ("didn't work", ["not", "work"]),
        ("I'm sure they’ve gone", ["i", "sure", "they", "gone"]),
        ("A&E café", ["a&e", "cafe"]),
        ("I-PACS 2016/17", ["i", "pacs", "2016", "17"]),
        ("🙂 \0 ;) -- \"'", []),
    ],
)
def test_words_are_folded_and_numbers_written_out(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


def test_each_word_knows_its_place_even_after_folding() -> None:
    text = "Ærø İstanbul ﬁnal ß CAFÉ Jo\u0308nko\u0308ping 2½ 97\u202f000"
    places = [text[word.start : word.end] for word in words(text)]
    assert places == ["Ærø", "İstanbul", "ﬁnal", "ß", "CAFÉ", "Jo\u0308nko\u0308ping", "2½", "97\u202f000"]
    assert [word.capitals for word in words(text)] == [False, False, False, False, True, False, False, False]


SAME = (
    ("Jönköping", "Jo\u0308nko\u0308ping", "Jonkoping", "JÖNKÖPING"),
    ("Ørsted", "Orsted", "ørsted"),
    ("Łódź", "Lodz", "łódź"),
    ("ﬁnchley", "finchley", "Finchley"),
    ("oﬃce", "office"),
    ("Straße", "strasse"),
    ("£8.2m", "8,200,000", "8200000", "£8.2 million", "8.2M", "8 200 000", "8\u00a0200\u202f000"),
    ("97 000", "97,000", "97k", "97000", "97\u2009000"),
    ("2½", "2.5", "2 1/2", "2.50"),
    (".36", "0.36"),
    ("£4.1bn", "4,100,000,000", "4.1 billion"),
    ("£20m", "£ 20 m", "GBP20m", "GBP 20 million", "£20 mil", "twenty million", "Twenty Million", "20+ million"),
    ("half a million", "500,000", "500k", "five hundred thousand"),
    ("one hundred and twenty", "120", "a hundred and twenty"),
    ("twenty-five", "25", "twenty five", "twenty-\nfive"),
    ("two and a half million", "2.5m", "2½ million", "two-and-a-half million"),
    ("one in six", "1 in 6"),
    ("two dozen", "24", "2 dozen"),
    ("c97,000", "97,000"),
    ("£20-25m", "£20m-£25m", "£20–25 million"),
    ("between 5 and 6 million", "between 5,000,000 and 6,000,000"),
    ("36%12", "36%", "36%²"),
    ("three-year", "3-year"),
)


@pytest.mark.parametrize("forms", SAME)
def test_forms_of_one_word_or_number_are_one(forms: tuple[str, ...]) -> None:
    assert len({tuple(word.text for word in words(form)) for form in forms}) == 1
    assert len({fold(form) for form in forms if form.isalpha()}) <= 1


def test_numbers_are_read_exactly() -> None:
    for tenths in range(1, 1000):
        for scale, size in (("k", 100), ("m", 100_000), ("bn", 100_000_000)):
            assert words(f"£{tenths / 10:.1f}{scale}")[0].text == str(tenths * size)
    assert [word.text for word in words("2½ days, 21 days, slides 3, 120")] == [
        "2.5",
        "days",
        "21",
        "days",
        "slides",
        "3",
        "120",
    ]


@pytest.mark.parametrize(
    "text", ["one of two plans", "a first half", "one in London", "hundreds of homes", "the million", "a plan for half"]
)
def test_words_that_count_nothing_stay_words(text: str) -> None:
    assert [word.text for word in words(text)] == text.lower().split()


def test_a_number_in_words_stands_where_its_words_do() -> None:
    text = "In Łódź half a million, in ﬁve towns twenty-six per cent."
    places = [text[word.start : word.end] for word in words(text) if word.text[:1].isdigit()]
    assert places == ["half a million", "ﬁve", "twenty-six"]


def test_stems_are_those_of_the_full_text_tables(stemmer: Stemmer) -> None:
    assert stemmer.stem("commissioning") == stemmer.stem("commissions")
    assert stemmer.stems(["97000", "a&e", "x@y.uk"]) == {"97000": "97000", "a&e": "a&e", "x@y.uk": "x@y.uk"}
