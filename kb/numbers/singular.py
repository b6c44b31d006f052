"""What a unit is called where there is one of it: 1 bidder, 1 admission a week, 1 member of staff."""

import re

# The noun that is counted ends where what it is measured by, or made of, begins.
_HEAD = re.compile(r"^(?!in |per )(?P<head>.+?)(?P<rest> (?:an?|in|of|on|per) .+)?$")
_IRREGULAR = {"people": "person", "children": "child", "women": "woman", "men": "man"}
_ENDINGS = (
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(?<=ss|ch|sh)es$|(?<=x)es$"), ""),
    (re.compile(r"(?<![sui])s$"), ""),
)


def of_one(unit: str) -> str:
    """Give the label of a unit, which is in the plural, as it is for one; what has no plural stays as it is."""
    found = _HEAD.match(unit)
    if not found:
        return unit
    before, space, noun = found["head"].rpartition(" ")
    return f"{before}{space}{_singular(noun)}{found['rest'] or ''}"


def _singular(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    return next((ending.sub(put, noun) for ending, put in _ENDINGS if ending.search(noun)), noun)
