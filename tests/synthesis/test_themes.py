import pytest

from kb.published.record_types import LessonRecord
from kb.synthesis.themes import OTHER, Learnt, grouped, theme_of


@pytest.mark.parametrize(
    ("text", "tags", "theme"),
    [
        ("Agree the contract before the money.", (), "Buying and contracts"),
        ("Agree early how savings are shared.", (), "Money and savings"),
        ("Records must be shared.", (), "Data and IT"),
        ("Give nurses time.", (), "Staff and teams"),
        ("It went up.", ("outcomes/cost",), "Money and savings"),
        ("It went up.", ("settings/acute-hospital",), "Hospitals and beds"),
        ("The hospital trust paid.", (), "Hospitals and beds"),
        ("It takes trust between both.", (), "Trust and leadership"),
        ("IT must work.", (), "Data and IT"),
        ("Begin small.", (), OTHER),
    ],
)
def test_a_lesson_goes_to_the_first_theme_that_it_belongs_to(text: str, tags: tuple[str, ...], theme: str) -> None:
    assert theme_of(text, tags) == theme


def test_themes_stand_by_their_number_of_sources_and_others_last() -> None:
    texts = [("Share records.", "one"), ("Pay nurses.", "one"), ("Train nurses.", "two"), ("Begin small.", "three")]
    lessons = [
        Learnt("an-entry", "An entry", LessonRecord(f"an-entry-{number}", text, source, "page 1"))
        for number, (text, source) in enumerate(texts)
    ]
    groups = grouped(lessons, {"an-entry-3": frozenset({"regions/london"})})
    assert [(group.theme, group.sources, len(group.lessons)) for group in groups] == [
        ("Staff and teams", 2, 2),
        ("Data and IT", 1, 1),
        (OTHER, 1, 1),
    ]
