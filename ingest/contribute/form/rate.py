"""How often one reader may ask: a few at once, then one a second."""

from collections import OrderedDict
from time import monotonic

AT_ONCE, EACH = 30, 1.0
# Readers that are remembered; the one that asked longest ago is forgotten first.
MOST = 10_000


class Rate:
    """Counts what each reader has left."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, reader: str, now: float | None = None) -> bool:
        """Take one of what a reader has left; False where there is nothing."""
        at = monotonic() if now is None else now
        left, before = self._left.pop(reader, (float(AT_ONCE), at))
        left = min(float(AT_ONCE), left + (at - before) / EACH)
        self._left[reader] = (left - 1 if left >= 1 else left, at)
        if len(self._left) > MOST:
            self._left.popitem(last=False)
        return left >= 1
