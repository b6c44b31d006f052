"""Times on a machine that others use too: everything is compared with what ran beside it, in several rounds."""

from dataclasses import dataclass, field
from statistics import median, quantiles

Rounds = list[list[float]]


@dataclass
class Times:
    """Milliseconds by name, round by round."""

    rounds: dict[str, Rounds] = field(default_factory=dict)

    def start_round(self) -> None:
        """Begin a new round for everything that has been timed or will be."""
        for rounds in self.rounds.values():
            rounds.append([])

    def add(self, name: str, milliseconds: float) -> None:
        """Note one time."""
        self.rounds.setdefault(name, [[]])[-1].append(milliseconds)

    def p50(self, name: str) -> float:
        """Give the median over the rounds of each round's median."""
        return median(median(times) for times in self._filled(name))

    def p95(self, name: str) -> float:
        """Give the median over the rounds of each round's 95th percentile."""
        return median(_p95(times) for times in self._filled(name))

    def multiple_p50(self, name: str, base: str) -> float:
        """Give the median as a multiple of another's in the same round."""
        return median(median(a) / median(b) for a, b in zip(self._filled(name), self._filled(base), strict=True))

    def multiple_p95(self, name: str, base: str) -> float:
        """Give the 95th percentile as a multiple of another's median in the same round."""
        return median(_p95(a) / median(b) for a, b in zip(self._filled(name), self._filled(base), strict=True))

    def above(self, name: str, *others: str) -> float:
        """Give the median of what one takes beyond others, run by run."""
        rounds = [self._filled(other) for other in (name, *others)]
        runs: list[list[list[float]]] = [
            list(map(list, zip(*times, strict=True))) for times in zip(*rounds, strict=True)
        ]
        return median(median(whole - sum(parts) for whole, *parts in run) for run in runs)

    def _filled(self, name: str) -> Rounds:
        return [times for times in self.rounds[name] if times]


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
