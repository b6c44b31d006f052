"""The timeline: each scheme with the dated steps that its sources give, and the waves in which sites were chosen."""

import json
import re
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from kb.model.base import BaseFile
from kb.model.dates import first_day, last_day

# A scheme in one of these states has come to its end; the date of the state is the day by which that was known.
OVER = ("failed", "ended", "unsuccessful-bid")
SCHEMES = """select slug, title, kind, status, status_as_of from entries
where withdrawn_on is null and kind in (select value from json_each(?))"""
STEPS = 'select entry, date, "to", state, what from milestones order by entry, position'
WAVES = """select milestones.date, milestones.what from milestones join entries on entries.slug = milestones.entry
where entries.withdrawn_on is null and milestones.state = 'happened'"""
# Only a step that opens with its wave tells when that wave came; others merely mention one.
WAVE = r"(First|Second|Third|Fourth|Fifth) wave of (?:{kinds})"


@dataclass(frozen=True)
class SchemeStep:
    """One dated step of a scheme, which happened or was planned; `to` is its end where it lasted."""

    date: str
    to: str | None
    state: str
    what: str

    @property
    def begins(self) -> str:
        """Give the first day that the step can mean."""
        return first_day(self.date)

    @property
    def ends(self) -> str:
        """Give the last day that the step can mean."""
        return last_day(self.to or self.date)


@dataclass(frozen=True)
class Scheme:
    """A scheme with its steps in order of time."""

    slug: str
    title: str
    kind: str
    status: str
    status_as_of: str
    steps: tuple[SchemeStep, ...]

    @property
    def is_over(self) -> bool:
        """Tell whether the scheme had failed, ended or been turned down when the source was written."""
        return self.status in OVER

    @property
    def happened(self) -> tuple[SchemeStep, ...]:
        """Give the steps that happened."""
        return tuple(step for step in self.steps if step.state == "happened")

    @property
    def planned(self) -> tuple[SchemeStep, ...]:
        """Give the steps that were only planned at the time of the source."""
        return tuple(step for step in self.steps if step.state == "planned")


@dataclass(frozen=True)
class Wave:
    """A wave of sites, and when it was chosen or announced."""

    name: str
    date: str


@dataclass(frozen=True)
class Timeline:
    """All schemes that have a dated step or are known to be over, and the waves."""

    schemes: tuple[Scheme, ...]
    waves: tuple[Wave, ...]


def read_timeline(connection: sqlite3.Connection, base: BaseFile) -> Timeline:
    """Read the timeline: kinds in the order of base.yml, each scheme by its first date."""
    kinds = base.schemes()
    steps: dict[str, list[SchemeStep]] = defaultdict(list)
    for slug, *step in connection.execute(STEPS):
        steps[slug].append(SchemeStep(*step))
    schemes = (
        Scheme(slug, title, kind, status, known, tuple(sorted(steps[slug], key=lambda step: step.begins)))
        for slug, title, kind, status, known in connection.execute(SCHEMES, [json.dumps(kinds)]).fetchall()
    )
    shown = (scheme for scheme in schemes if scheme.steps or scheme.is_over)
    return Timeline(tuple(sorted(shown, key=lambda scheme: _order(scheme, kinds))), _waves(connection, base))


def _order(scheme: Scheme, kinds: tuple[str, ...]) -> tuple[int, str, str]:
    first = scheme.steps[0].begins if scheme.steps else first_day(scheme.status_as_of)
    return kinds.index(scheme.kind), first, scheme.slug


def _waves(connection: sqlite3.Connection, base: BaseFile) -> tuple[Wave, ...]:
    """Give each wave once, however many entries tell of it; a base of which no kind has waves has none."""
    named_after = [kind.replace("-", " ") for kind, told in base.kinds.items() if told.waves]
    if not named_after:
        return ()
    wave = re.compile(WAVE.format(kinds="|".join(map(re.escape, named_after))))
    named = ((wave.match(what), date) for date, what in connection.execute(WAVES))
    found = {(first_day(date), date, f"{name[1]} wave") for name, date in named if name}
    return tuple(Wave(name, date) for _, date, name in sorted(found))


def timeline_as_json(timeline: Timeline) -> dict[str, object]:
    """Give the timeline as JSON: dates as printed, nothing added to what the entries state."""
    names = ("slug", "title", "kind", "status", "status_as_of")
    return {
        "schemes": [
            {
                **{name: getattr(scheme, name) for name in names},
                "url": f"/entries/{scheme.slug}",
                "steps": [
                    {"date": step.date, "to": step.to, "state": step.state, "what": step.what} for step in scheme.steps
                ],
            }
            for scheme in timeline.schemes
        ],
        "waves": [{"name": wave.name, "date": wave.date} for wave in timeline.waves],
    }
