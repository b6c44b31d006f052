"""What templates call to write values: thin names over `kb.published.wording`."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, pass_environment
from jinja2.filters import do_truncate

from kb.published import wording
from kb.synthesis.subjects import lowered


@pass_environment
def truncated(environment: Environment, words: str, length: int = 255, killwords: bool = False, end: str = "…") -> str:
    """Cut at a word, with the one sign that drawings cut with too."""
    return do_truncate(environment, words, length, killwords, end)


FILTERS: dict[str, Callable[..., Any]] = {
    "amount": wording.amount,
    "begun": wording.begun,
    "ended": wording.ended,
    "figure": wording.figure,
    "people": wording.people,
    "sum_for": wording.sum_for,
    "sum_of": wording.sum_of,
    "comparator": wording.comparator,
    "day": wording.day,
    "gives": wording.gives,
    "interval": wording.interval,
    "lowered": lowered,
    "number": wording.number,
    "result": wording.result,
    "strength_in_full": wording.strength_in_full,
    "strength_words": wording.strength,
    "things": wording.count,
    "truncate": truncated,
}
