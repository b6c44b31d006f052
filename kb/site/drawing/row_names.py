"""What the rows of an outcome plot are called: short, and told apart where several would read the same."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from kb.published.record_types import ImpactRecord
from kb.site.drawing.outcome_plot import OutcomePlot, PlotClaim
from kb.site.drawing.svg import shortened

# Letters: of a name, of what tells it apart, and of what is left of it beside that.
NAME, TAIL, LEAST = 50, 26, 14
Row = tuple[int, PlotClaim]
"""The number of the panel that a claim stands in, and the claim."""


def _said(impact: ImpactRecord) -> str:
    """Give the words by which contributors tell claims of an entry apart."""
    return impact.claim.partition("#")[2].replace("-", " ")


# What may tell two results apart, what readers ask first at the top.
ASPECTS: tuple[Callable[[ImpactRecord], str | None], ...] = (
    lambda impact: impact.population,
    lambda impact: impact.period,
    lambda impact: impact.comparator_name,
    _said,
    # Again, of those that still read the same, from where they part.
    _said,
)


def row_names(plot: OutcomePlot) -> dict[str, str]:
    """Give the name of each row by the claim's address."""
    rows = [(number, row.claim) for number, panel in enumerate(plot.panels) for row in panel.rows]
    rows += [(-1, claim) for claim, _ in plot.columns]
    alike: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        alike[shortened(row[1].name, NAME - TAIL - 2)].append(row)
    return {claim.url: name for group in alike.values() for (_, claim), name in zip(group, _names(group), strict=True)}


def _names(rows: Sequence[Row]) -> list[str]:
    """Name rows that begin alike; only where two would read the same is anything added."""
    names = [shortened(claim.name, NAME) for _, claim in rows]
    if len(set(names)) == len(names):
        return names
    return [
        f"{shortened(claim.name, max(NAME - len(tail) - 2, LEAST))}; {tail}" if tail else name
        for (_, claim), name, tail in zip(rows, names, _tails(rows), strict=True)
    ]


def _tails(rows: Sequence[Row]) -> list[str]:
    """Give what tells rows of one name apart: no more than is needed for no two of one panel to read the same."""
    parts: list[list[str]] = [[] for _ in rows]
    for aspect in ASPECTS:
        values = [(aspect(claim.impact) or "").split() for _, claim in rows]
        alike: dict[tuple[int, str], list[list[str]]] = defaultdict(list)
        for (panel, _), told, words in zip(rows, parts, values, strict=True):
            alike[panel, _joined(told)].append(words)
        apart = [group for group in alike.values() if any(words != group[0] for words in group)]
        if apart:
            begun = [_beginning(group) for group in apart]
            parts = [[*told, _rest(words, begun)] for told, words in zip(parts, values, strict=True)]
    return [_joined(told) for told in parts]


def _joined(parts: Sequence[str]) -> str:
    """Give each part as much room as there is for all."""
    told = [part for part in parts if part]
    most = TAIL if len(told) == 1 else NAME - LEAST - 2
    return ", ".join(shortened(part, (most - 2 * len(told) + 2) // len(told)) for part in told)


def _beginning(values: Iterable[list[str]]) -> list[str]:
    """Give the words with which all begin; one alone belongs to what follows it (1st to 3rd year, 1st year)."""
    told = (words for words in values if words)
    same = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, zip(*told, strict=False))]
    return same if len(same) > 1 else []


def _rest(words: list[str], begun: Iterable[list[str]]) -> str:
    """Leave out a beginning that others share, where there is more, and an article after it."""
    shared = max((len(one) for one in begun if words[: len(one)] == one), default=0)
    rest = words[shared:] or words
    return " ".join(rest[1:] if len(rest) > 1 and rest[0].lower() in ("the", "a", "an") else rest)
