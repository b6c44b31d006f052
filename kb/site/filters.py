"""What templates call to write values: thin names over `kb.published.wording`."""

from collections.abc import Callable
from typing import Any

from kb.published import wording

FILTERS: dict[str, Callable[..., Any]] = {
    "amount": wording.amount,
    "figure": wording.figure,
    "people": wording.people,
    "sum_of": wording.sum_of,
    "day": wording.day,
    "interval": wording.interval,
    "number": wording.number,
    "result": wording.result,
    "strength_in_full": wording.strength_in_full,
    "strength_words": wording.strength,
    "things": wording.count,
}
