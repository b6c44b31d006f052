"""Where and when: entries by region, and dated steps by year."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from kb.model.dates import first_day


@dataclass(frozen=True)
class Step:
    """One dated step of one entry."""

    date: str
    what: str
    state: str
    slug: str
    title: str


@dataclass(frozen=True)
class Year:
    """The steps that belong to one year, in order."""

    year: int
    steps: tuple[Step, ...]

    @property
    def happened(self) -> int:
        """Give how many steps happened."""
        return sum(step.state == "happened" for step in self.steps)

    @property
    def planned(self) -> int:
        """Give how many steps were planned."""
        return len(self.steps) - self.happened


REGIONS = """select region, count(*) from entries
where region is not null and withdrawn_on is null group by region"""
STEPS = """select milestones.date, milestones.what, milestones.state, entries.slug, entries.title
from milestones join entries on entries.slug = milestones.entry
where entries.withdrawn_on is null order by milestones.entry, milestones.position"""


def read_regions(connection: sqlite3.Connection) -> dict[str, int]:
    """Count entries by region."""
    return dict(tuple(row) for row in connection.execute(REGIONS))


def read_years(connection: sqlite3.Connection) -> tuple[Year, ...]:
    """Give every dated step, by the year in which its time begins."""
    by_year: dict[int, list[Step]] = defaultdict(list)
    for row in connection.execute(STEPS):
        step = Step(*row)
        by_year[int(first_day(step.date)[:4])].append(step)
    return tuple(
        Year(year, tuple(sorted(steps, key=lambda step: (first_day(step.date), step.slug))))
        for year, steps in sorted(by_year.items())
    )
