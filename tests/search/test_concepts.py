import pytest

from kb.search.concepts import build
from kb.search.stems import Stemmer
from kb.search.words import words

ROWS = [
    ("care_models", "ehch", "Enhanced health in care homes", "label"),
    ("care_models", "ehch", "EHCH", "abbreviation"),
    ("care_models", "ehch", "red bag", "narrower"),
    ("glossary", "ics", "Integrated care system (a partnership)", "label"),
    ("glossary", "ed", "ED", "abbreviation"),
    ("settings", "care-home", "Care home", "label"),
]


@pytest.mark.parametrize(
    ("text", "narrower", "lower", "expected"),
    [
        ("enhanced health in care homes", False, False, ["care_models/ehch"]),
        ("the EHCH vanguards", False, False, ["care_models/ehch"]),
        ("ehch", False, False, []),
        ("ehch", False, True, ["care_models/ehch"]),
        ("a red bag", False, False, []),
        ("a red bag", True, False, ["care_models/ehch"]),
        ("integrated care systems", False, False, ["glossary/ics"]),
        ("a care home", False, False, ["settings/care-home"]),
        ("Ed said", False, False, []),
    ],
)
def test_terms_are_found_by_all_their_forms(
    stemmer: Stemmer, text: str, narrower: bool, lower: bool, expected: list[str]
) -> None:
    thesaurus = build(ROWS, stemmer)
    found = words(text)
    stems = [stemmer.stem(word.text) for word in found]
    mentions = thesaurus.mentions(found, stems, narrower=narrower, lower=lower)
    assert [mention.concept for mention in mentions] == expected
