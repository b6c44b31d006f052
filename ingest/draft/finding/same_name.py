"""Tells which names of a document are one scheme's: 'Dudley', 'the Dudley MCP', 'Dudley multispecialty community provider'."""

import re
from collections.abc import Collection, Mapping, Sequence

from ingest.draft.finding.words import words

_KINDS = frozenset((*words("generic"), *words("kinds of schemes")))
# Two places that differ by such a word are two places.
_COMPASS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "mid", "greater"})


def together(names: Sequence[str], short: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Give the names in groups of one scheme each; the name that stands first in the list leads its group.

    `short` holds what a name is called in brackets behind it. A name that fits several schemes is none.
    """
    groups: list[list[str]] = []
    for name in names:
        told = [name, *sorted(short.get(name, ()))]
        fitting = [group for group in groups if any(other in told or _is_same(name, other) for other in group)]
        if len(fitting) == 1:
            fitting[0] += [one for one in told if one not in fitting[0]]
        elif not fitting:
            groups.append(told)
    return groups


def _is_same(name: str, other: str) -> bool:
    """Tell whether one name holds all that is particular of the other; places of different corners are two."""
    one, two = _particular(name), _particular(other)
    inside = one <= two or two <= one
    return bool(one and two and inside) and not (one ^ two) & _COMPASS


def _particular(name: str) -> frozenset[str]:
    told = re.findall(r"[\w’'-]+", name.casefold().replace("’s", "").replace("'s", ""))
    return frozenset(told) - _KINDS
