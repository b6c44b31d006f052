"""What is measured beside single searches, and how much of it is allowed."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """One figure with its unit and the most that it may be, or the least; some figures are only told."""

    name: str
    what: str
    unit: str
    most: float | None = None
    least: float | None = None


@dataclass(frozen=True)
class Result:
    """A goal and what was measured, None where it was not."""

    goal: Goal
    value: float | None

    @property
    def met(self) -> bool | None:
        """Tell whether the goal is reached; None where there is no goal or no figure."""
        goal, value = self.goal, self.value
        if value is None or (goal.most is None and goal.least is None):
            return None
        return (goal.most is None or value <= goal.most) and (goal.least is None or value >= goal.least)


GOALS = (
    Goal("real_p50", "whole search, real base, p50", "x 32-bit encoding", most=1.5),
    Goal("100k_p50", "whole search, 100,000 passages, p50", "x 32-bit encoding", most=6),
    Goal("100k_p95", "whole search, 100,000 passages, p95", "x 32-bit encoding", most=12),
    Goal("warm_search", "search in a warm server, above encoding", "ms", most=10),
    Goal("memory_real", "server memory, real base", "MB", most=260),
    Goal("memory_100k", "server memory, 100,000 passages", "MB", most=700),
    Goal("start_real", "process start to first answer, real base", "s", most=2.5),
    Goal("start_100k", "process start to first answer, 100,000 passages", "s"),
    Goal("disk", "disk for a passage, 100,000 passages", "bytes"),
    Goal("embedded", "passages embedded", "a second"),
    Goal("throughput", "of the model's own throughput", "share", least=0.9),
    Goal("full_build", "full build of forty entries, from nothing", "s", most=60),
    Goal("same_build", "build when nothing has changed", "s", most=2),
    Goal("changed_build", "build after one entry has changed", "s", most=15),
    Goal("check", "kb check over all entries", "s", most=3),
    Goal("same_10k", "build when nothing has changed, 10,000 entries", "s"),
    Goal("loading", "loading the models", "s"),
    Goal("rebuild_10k", "rebuild after one change among 10,000 entries, above both", "s", most=1),
)


def results(figures: Mapping[str, float | None]) -> list[Result]:
    """Give a result for every goal, in order, measured or not."""
    return [Result(goal, figures.get(goal.name)) for goal in GOALS]
