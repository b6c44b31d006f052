"""What the address of the evidence map asks for: its axes, its form, an open cell, and which claims count."""

import asyncio
from dataclasses import dataclass
from functools import cached_property

from kb.errors import QueryError
from kb.exports.gather import every_hit
from kb.search.filters import Choices
from kb.site.area import Pairs
from kb.site.searching import engine_of
from kb.site.visit import PART, Visit, is_on, part_of
from kb.synthesis.axes import COLUMN, ROW, axes_of
from kb.synthesis.evidence_map import Among, views

BY, OVER, FORM, HOPES, IN_COLUMN, IN_ROW = "by", "over", "form", "hopes", "column", "row"
OWN = (BY, OVER, FORM, HOPES, IN_COLUMN, IN_ROW, PART)
BUBBLES, TABLE = FORMS = ("bubbles", "table")


@dataclass(frozen=True)
class MapState:
    """The axes `by` (columns) and `over` (rows), how it is drawn, and the search whose hits it is made of."""

    by: str
    over: str
    form: str
    hopes: bool
    column: str | None
    row: str | None
    part: int
    """Which of the parts of a map that is too large for one page, from 1."""
    filters: Pairs
    """What narrows it, as a search has it: names and values."""

    @cached_property
    def axes(self) -> Pairs:
        """Give the parameters of the axes."""
        return ((BY, self.by), *(((OVER, self.over),) if self.over != ROW else ()))

    @cached_property
    def swapped(self) -> Pairs:
        """Give the parameters with rows and columns swapped."""
        return ((BY, self.over), (OVER, self.by), *self.manner, *self.filters)

    @cached_property
    def manner(self) -> Pairs:
        """Give the parameters of how it is drawn."""
        return (*(((FORM, TABLE),) if self.form == TABLE else ()), *(((HOPES, "1"),) if self.hopes else ()))

    @cached_property
    def pairs(self) -> Pairs:
        """Give all parameters but the open cell."""
        return (*self.axes, *self.manner, *self.filters)

    def but(self, name: str, value: str | None = None) -> Pairs:
        """Give all parameters with one set to another value, or left out."""
        rest = tuple(pair for pair in self.pairs if pair[0] != name)
        return rest if value is None else (*rest, (name, value))


def read_state(visit: Visit) -> MapState:
    """Read the address. Raises QueryError for an axis or a form that does not exist."""
    axes = tuple(axes_of(visit.site.base))
    by = one_of(visit, BY, tuple(views(visit.site.base)))
    given = [pair for pair in visit.pairs if pair[0] not in OWN and pair[1].strip()]
    over = one_of(visit, OVER, axes, ROW)
    return MapState(
        by=by,
        # No map has the same terms on both sides: rows give way.
        over=over if over != by else COLUMN if by == ROW else ROW,
        form=one_of(visit, FORM, FORMS),
        hopes=is_on(visit, HOPES),
        column=(visit.values(IN_COLUMN) or (None,))[-1],
        row=(visit.values(IN_ROW) or (None,))[-1],
        part=part_of(visit),
        filters=tuple(given),
    )


def one_of(visit: Visit, name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
    """Give the value of a parameter. Raises QueryError, which names those allowed."""
    value = (visit.values(name) or (default or allowed[0],))[-1]
    if value not in allowed:
        raise QueryError(f"{name} has no value {value[:80]!r}; allowed: {', '.join(allowed)}")
    return value


async def read_among(visit: Visit, state: MapState) -> tuple[Among | None, Choices]:
    """Give which claims count, None where all do, and what filters may be set to. Raises QueryError."""
    engine = await engine_of(visit.site)
    if not state.filters:
        return None, engine.choices
    request = engine.request(state.filters)
    _, hits = await asyncio.to_thread(every_hit, engine, request)
    return Among.of(request, [hit.slug for hit in hits]), engine.choices


def chips(state: MapState, choices: Choices, labels: dict[str, str]) -> tuple[tuple[str, Pairs], ...]:
    """Give each filter that is set in words, with the parameters that leave it out."""
    found = []
    for name, value in state.filters:
        shown = choices.values[name][choices.value(name, value)].label if name in choices.names else value
        rest = tuple(pair for pair in state.pairs if pair != (name, value))
        found.append((f"{labels.get(name, name)}: {shown}", rest))
    return tuple(found)
