"""Phrases, words in fields and excluded words, in texts whose letters and numbers are written in other ways."""

from pathlib import Path

import pytest

from kb.search.engine import Search
from kb.search.request import SearchRequest
from tests.publishing import WordEncoder, publish
from tests.samples import CITE, entry, write_base


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    root: Path = tmp_path_factory.mktemp("phrases")
    lesson = "Ørsted Hospital and the clinic of Łódź saved £8.2m on half a million visits."
    folder = write_base(
        root / "entries",
        north=entry(title="Ærø nurses at home", lessons=[{"text": lesson, "cite": CITE}]),
        south=entry(
            title="Nurses of Orsted", lessons=[{"text": "A hospital in Orsted saved 8 on 2m cups.", "cite": CITE}]
        ),
    )
    return Search(publish(folder, root / "kb.db"), WordEncoder())


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ('"Ørsted Hospital"', {"north"}),
        ('"orsted hospital"', {"north"}),
        ('"ORSTED HOSPITAL"', {"north"}),
        ('"clinic of Lodz"', {"north"}),
        ('"Lodz"', {"north"}),
        ('"Łódź"', {"north"}),
        ('"saved £8.2m"', {"north"}),
        ('"saved 8,200,000"', {"north"}),
        ('"saved £8.2 million on"', {"north"}),
        ('"500,000 visits"', {"north"}),
        ('"half a million visits"', {"north"}),
        ('"hospital orsted"', set()),
        ('"in Orsted"', {"south"}),
        ('"in Ørsted"', {"south"}),
        ("title:aero", {"north"}),
        ("title:Ærø", {"north"}),
        ("lesson:lodz", {"north"}),
        ("title:lodz", set()),
        ("lesson:8.2m", {"north"}),
        ('lesson:"orsted hospital"', {"north"}),
        ('nurses -"orsted hospital"', {"south"}),
        ("nurses -lodz", {"south"}),
        ("nurses -title:aero", {"south"}),
    ],
)
def test_phrases_are_read_as_plain_words_are(search: Search, q: str, found: set[str]) -> None:
    assert {hit.slug for hit in search.answer(SearchRequest(q)).results} == found
