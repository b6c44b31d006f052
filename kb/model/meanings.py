"""What the code means by a term, whatever a base calls it: directions, effects, bases, states and a few more.

A term says in `means` which meaning it has. Reading the files puts the meaning in the place of the base's own id, so
that code, database, addresses and API know these terms by their meaning alone.
"""

from collections.abc import Mapping

# Every term of these has a meaning: a term without one could never be counted or rated.
WHOLE: Mapping[str, tuple[str, ...]] = {
    "directions": ("increase", "decrease", "no-evidence-of-change", "mixed", "inconclusive", "not-stated"),
    "effects": ("good", "bad", "none", "mixed", "unclear"),
    "basis": ("observed", "reported", "target", "projection", "illustration"),
    "status": ("planned", "in-progress", "implemented", "failed", "ended", "unsuccessful-bid", "not-stated"),
    "measures": ("change", "level", "difference", "ratio"),
}
# Some terms of these have a meaning; there may be any number of others.
PARTLY: Mapping[str, tuple[str, ...]] = {
    "relations": ("part-of", "has-part", "evaluates", "contrasts-with", "disagrees-with", "mentions"),
    "study_designs": ("description", "not-stated"),
    "population_groups": ("whole-population",),
    "settings": ("whole-system",),
    "units": ("percent",),
}
MEANINGS: Mapping[str, tuple[str, ...]] = {**WHOLE, **PARTLY}
