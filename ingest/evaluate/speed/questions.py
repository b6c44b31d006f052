"""Queries to measure with: many different ones, so that no answer comes from a memory."""

from collections.abc import Iterator
from itertools import islice, product

# A server is warm when it has answered so many other searches.
WARM_UP = 100
_SUBJECTS = (
    "telehealth", "care home support", "social prescribing", "a capitated budget", "an alliance contract",
    "multidisciplinary teams", "intermediate care beds", "same day access to a GP", "a single point of access",
    "risk stratification", "shared records", "community nursing at night", "early discharge", "reablement at home",
)  # fmt: skip
_OUTCOMES = (
    "emergency admissions", "length of stay in hospital", "patient experience", "cost to the commissioner",
    "A&E attendances", "staff satisfaction", "delayed transfers of care",
)  # fmt: skip
_FORMS = (
    "did {subject} reduce {outcome}",
    "{subject} {outcome}",
    "what happened to {outcome} after {subject} was introduced for older people",
    "evidence that {subject} made no difference to {outcome}",
    "{outcome} targets of vanguards with {subject}",
)


def questions() -> Iterator[str]:
    """Give different queries as people type them, short and long by turns, for as long as there are any."""
    for subject, outcome, form in product(_SUBJECTS, _OUTCOMES, _FORMS):
        yield form.format(subject=subject, outcome=outcome)


def shuffled(count: int, start: int = 0) -> list[str]:
    """Give `count` of them from a place on, in an order that mixes forms, subjects and outcomes."""
    every = list(questions())
    # A step that shares no factor with their number visits each once.
    order = (every[(start + number) * 191 % len(every)] for number in range(len(every)))
    return list(islice(order, count))
