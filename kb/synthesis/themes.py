"""Lessons by theme: each goes to the first theme that one of its tags or words belongs to, by rules that anybody can read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.published.record_types import LessonRecord

OTHER = "Other lessons"


@dataclass(frozen=True)
class Theme:
    """A theme: the terms (vocabulary/term) and the beginnings of words that lead to it."""

    name: str
    tags: frozenset[str]
    words: re.Pattern[str]


def _theme(name: str, words: str, *tags: str) -> Theme:
    return Theme(name, frozenset(tags), re.compile(rf"\b(?:{'|'.join(words.split())})", re.IGNORECASE))


# The order settles which theme has a lesson that fits several: what is rarer comes first.
THEMES = (
    _theme("Buying and contracts", "contract procure tender bid commission alliance legal VAT"),
    _theme("Measuring and proving", "evaluat measur evidence baseline controls? indicator metric dashboard study"),
    _theme("Data and IT", "data (?-i:IT)\\b information software records? digital technolog telehealth system[s]?\\sshar"),
    _theme(
        "Money and savings", "sav(?:e|ing) fund budget cost financ invest money payment pric risk.share",
        "outcomes/cost", "outcomes/savings", "outcomes/financial-gap", "outcomes/cost-effectiveness",
    ),
    _theme("Staff and teams", "staff team nurse workforce recruit train skill role profession employ", "outcomes/staff-numbers"),
    _theme(
        "Trust and leadership",
        "trust(?=\\s(?:between|among|in|and|each)\\b) trusted mistrust distrust leader relationship"
        " board govern cultur partner clinician",
    ),
    _theme("Patients and the public", "patient carer famil public resident people communit", "population_groups/carers"),
    _theme("Time and pace", "time years? months? pace slow early quick long"),
    _theme(
        "Hospitals and beds", "hospital admission bed discharge", "settings/acute-hospital", "outcomes/emergency-admissions",
        "outcomes/hospital-admissions", "outcomes/hospital-use",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Learnt:
    """A lesson with the entry that it is from."""

    entry: str
    title: str
    lesson: LessonRecord


@dataclass(frozen=True)
class Group:
    """The lessons of one theme."""

    theme: str
    lessons: tuple[Learnt, ...]

    @property
    def sources(self) -> int:
        """Give the number of sources that they come from."""
        return len({one.lesson.source for one in self.lessons})


def theme_of(text: str, tags: Iterable[str]) -> str:
    """Give the theme of a lesson by its text and its tags (vocabulary/term)."""
    tags = frozenset(tags)
    return next((theme.name for theme in THEMES if theme.tags & tags or theme.words.search(text)), OTHER)


def grouped(lessons: Iterable[Learnt], tags: dict[str, frozenset[str]]) -> tuple[Group, ...]:
    """Group lessons by theme, the theme with the most sources first; `tags` are by the id of the lesson."""
    by_theme: dict[str, list[Learnt]] = {}
    for one in lessons:
        theme = theme_of(one.lesson.text, tags.get(one.lesson.id, frozenset()))
        by_theme.setdefault(theme, []).append(one)
    groups = (Group(theme, tuple(found)) for theme, found in by_theme.items())
    return tuple(sorted(groups, key=lambda group: (group.theme == OTHER, -group.sources, group.theme)))
