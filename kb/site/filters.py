"""What templates call to write values: thin names over `kb.published.wording`."""

from collections.abc import Callable
from typing import Any

from kb.published import wording

FILTERS: dict[str, Callable[..., Any]] = {
    "amount": wording.amount,
    "day": wording.day,
    "interval": wording.interval,
    "money": wording.money,
    "number": wording.number,
    "result": wording.result,
    "size": wording.size,
    "strength_in_full": wording.strength_in_full,
    "strength_words": wording.strength,
    "things": wording.count,
}
