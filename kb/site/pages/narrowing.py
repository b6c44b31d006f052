"""The filters of a search as lists in a form, on pages that are filtered as a search is."""

from kb.model.base import BaseFile
from kb.search.filters import Choices
from kb.site.area import Pairs

# Filters whose values are too many for a list; an address may set them all the same.
UNLISTED = ("source",)
STRENGTH = "min_strength"


def narrowing(choices: Choices, base: BaseFile, pairs: Pairs) -> dict[str, object]:
    """Give what the lists show, each filter with its values and those chosen, and what the form keeps beside them."""
    least = next((value for name, value in pairs if name == STRENGTH), "")
    listed = [words for words in base.filters if words.name not in UNLISTED]
    own = {STRENGTH, "q", *(words.name for words in listed)}
    return {
        "groups_of_filters": [(words, choices.values[words.name].values()) for words in listed],
        "unlisted": tuple(pair for pair in pairs if pair[0] not in own),
        "chosen": {(name, choices.find(name, value)) for name, value in pairs if name in choices.names},
        "least": int(least) if least.isdecimal() else None,
    }
