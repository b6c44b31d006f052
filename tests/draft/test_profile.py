import pytest

from ingest.draft.finding.finder import Finder
from ingest.draft.finding.profile import Profile, profile
from ingest.draft.reading.document import Block, Document
from ingest.read.load import Base


def told(finder: Finder, base: Base, *texts: str, called: tuple[str, ...] = ()) -> Profile:
    findings = finder.find(Document("a.txt", "extract", tuple(map(Block, texts))))
    return profile(findings.passages, base.vocabularies, called)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The teams are funded by NHS England.", "NHS England", "funder"),
        ("The service was commissioned by Stockport Council.", "Stockport Council", "commissioner"),
        ("It is provided by the Walsall Healthcare NHS Trust.", "Walsall Healthcare NHS Trust", "provider"),
        ("Stockport Council leads the work of all partners.", "Stockport Council", "lead"),
        ("People met the Stockport Council there.", "Stockport Council", "commissioner"),
    ],
)
def test_an_organisation_has_the_role_that_the_words_beside_it_tell(
    finder: Finder, real_base: Base, text: str, name: str, role: str
) -> None:
    assert told(finder, real_base, text).organisations == [(name, role)]


def test_an_organisation_under_two_names_is_one_and_papers_take_no_part(finder: Finder, real_base: Base) -> None:
    texts = ("NHS Stockport Clinical Commissioning Group met.", "Stockport CCG told HSJ so.")
    names = told(finder, real_base, *texts).organisations
    assert names == [("NHS Stockport Clinical Commissioning Group", "commissioner")]


def test_the_place_may_stand_in_the_name_of_a_commissioner(finder: Finder, real_base: Base) -> None:
    found = told(finder, real_base, "NHS Stockport Clinical Commissioning Group met, as England knows.")
    assert (found.place, found.region) == ("Stockport", "north-west")
    texts = ("Nurses met in Leeds and in Leeds again, and in Stockport.", "They came from all of England.")
    assert told(finder, real_base, *texts, called=("Care in Stockport",)).place == "Stockport"
    assert told(finder, real_base, "Nurses met.", called=("Care on the Fylde coast",)).region == "north-west"
    assert told(finder, real_base, "People in England were asked.").region == "england-wide"
