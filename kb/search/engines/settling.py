"""Makes exact what an answer depends on, and no more."""

from collections.abc import Callable

import numpy as np

from kb.search.meaning import Bounds, Cut, Floats, Mask, Numbers, Similarities

# So many entries are read again for one answer. Where it depends on more, it says "at least".
MOST = 20_000
Exact = Callable[[Numbers], Floats]


def settle(bounds: Bounds, whole: Floats, mask: Mask, cut: Cut, exact: Exact, most: int = MOST) -> Similarities:
    """Look closer, in rounds, at the entries that the cut names, until it names none or too many have been read.

    `exact` gives the best passage's true cosine of each of the entries that it is given.
    """
    left = most
    while len(wanted := cut.unsettled(bounds, whole, mask)) and left > 0:
        if len(wanted) > left:
            wanted = wanted[np.argsort(-bounds.best[wanted], kind="stable")[:left]]
        bounds = bounds.settled(wanted, exact(wanted))
        left -= len(wanted)
    return Similarities(bounds, whole, complete=not len(wanted))
