"""How a document knows what it says: measured, claimed, aimed at or worked out; and by which design."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ingest.draft.finding.passages import Passage
from ingest.draft.finding.words import pattern, patterns
from ingest.draft.reading.document import BlockKind, Description

CONTROLLED = frozenset(
    {
        "systematic-review",
        "cluster-trial",
        "randomised-trial",
        "difference-in-differences",
        "synthetic-control",
        "interrupted-time-series",
        "matched-control",
        "controls-not-described",
    }
)
# Designs that make a document a study, whose results are observed.
STUDIES = CONTROLLED | {
    "survey",
    "qualitative",
    "comparator-trend",
    "natural-experiment",
    "cross-section",
    "before-after",
}
_TESTED = re.compile(r"confidence interval|\b95% ?\[?CI\b|\b[pP] ?[<=] ?0?\.\d")
# Of the words by which authors speak of their own study, so many make one; and as many in a thousand words.
LEAST_OWN = 2
SHORTEST = 300


@dataclass(frozen=True)
class Evidence:
    """What a document is: a study of its own, and by which design, or a text that tells of results."""

    passages: tuple[Passage, ...]
    about: Description = field(default_factory=Description)

    @cached_property
    def _whole(self) -> str:
        return " ".join(passage.text for passage in self.passages)

    @cached_property
    def is_study(self) -> bool:
        """Whether the document tells how it found its results."""
        own = len(pattern("own words").findall(self._whole)) + self._titled
        if 1000 * own / max(SHORTEST, len(self._whole.split())) < LEAST_OWN:
            return False
        tested = bool(_TESTED.search(self._whole)) or self.design in CONTROLLED
        return tested or own > LEAST_OWN or (own == LEAST_OWN and self.design in STUDIES)

    @cached_property
    def tests(self) -> bool:
        """Whether the document prints intervals or probabilities of its estimates."""
        return bool(_TESTED.search(self._whole))

    @property
    def _titled(self) -> int:
        """A title that names a study counts as two of its own words, an identifier of an article as one."""
        return LEAST_OWN * bool(pattern("study titles").search(self.about.title)) + bool(self.about.doi)

    @cached_property
    def names_data(self) -> bool:
        """Whether the document names the data set that its tables come from."""
        return bool(pattern("data sets").search(self._whole))

    @cached_property
    def design(self) -> str:
        """The design of the document as a whole, the strongest that it names; empty where it names none."""
        return next(iter(designs(self._whole)), "")


def designs(text: str) -> Iterable[str]:
    """Give the designs that a text names, the strongest first."""
    return (name for name, found in patterns("designs") if found.search(text))


def basis(passage: Passage, evidence: Evidence) -> str:
    """Give how the source knows what a passage says."""
    told = passage.lower
    happened = bool(pattern("happened").search(told))
    measured = happened or _TESTED.search(passage.text)
    if evidence.is_study and measured and not pattern("worked out").search(told):
        return "observed"
    for name in ("projection", "target"):
        ahead = pattern(name).search(told)
        if ahead and not _told_as_past(told, ahead.start()):
            return name
    if pattern("target headings").search(passage.block.section) and not happened:
        return "target"
    from_data = passage.block.kind == BlockKind.ROW and evidence.names_data
    studied = next(iter(designs(passage.text)), "") in CONTROLLED or re.search(r"\baudit of \d", told)
    return "observed" if evidence.is_study or from_data or studied else "reported"


def _told_as_past(told: str, place: int) -> bool:
    """'Was expected to fall, but rose' is about what happened; a past verb far behind a plan outweighs it."""
    past = pattern("past").search(told)
    return bool(past and past.start() > place + 40)


def design(passage: Passage, evidence: Evidence, found_basis: str) -> str:
    """Give the design behind what a passage says, by its own words or by the document's."""
    if found_basis in _FIXED:
        return _FIXED[found_basis]
    own = next(iter(designs(passage.text)), "")
    if found_basis == "observed":
        return own if own in STUDIES and not evidence.is_study else evidence.design or own or "not-stated"
    return own if own in {"before-after", "comparator-trend", "survey", "cross-section"} else "not-stated"


_FIXED = {"projection": "modelling", "target": "description"}
