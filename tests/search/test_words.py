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
        ("A&E café", ["a&e", "cafe"]),
        ("I-PACS 2016/17", ["i", "pacs", "2016", "17"]),
        ("🙂 \0 ;) -- \"'", []),
    ],
)
def test_words_are_folded_and_numbers_written_out(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


def test_each_word_knows_its_place_even_after_folding() -> None:
    text = "Ærø İstanbul ﬁnal ß CAFÉ"
    assert len(fold(text)) == len(text)
    assert [text[word.start : word.end] for word in words(text)] == ["Ærø", "İstanbul", "ﬁnal", "ß", "CAFÉ"]


def test_stems_are_those_of_the_full_text_tables(stemmer: Stemmer) -> None:
    assert stemmer.stem("commissioning") == stemmer.stem("commissions")
    assert stemmer.stems(["97000", "a&e", "x@y.uk"]) == {"97000": "97000", "a&e": "a&e", "x@y.uk": "x@y.uk"}
