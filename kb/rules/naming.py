"""What people call a place in a file: the 4th impact's value, and not impacts.3.value."""

from collections.abc import Sequence

# Lists whose items are not called by the list's name without its s.
SINGULAR = {
    "population": "population",
    "related": "link",
    "not_stated": "item of not_stated",
    "superseded": "item of superseded",
    "unused_figures": "unused figure",
    "synonyms": "synonym",
    "currencies": "currency",
    "cite": "citation",
    "about": "term of about",
}


def called(at: Sequence[str | int]) -> str:
    """Give what people call a place: fields by their names, items of lists by their number from 1."""
    said = ""
    parts = list(at)
    while parts:
        part = str(parts.pop(0))
        if part == "terms" and parts and isinstance(parts[0], str):
            said = f"the term {parts.pop(0)}"
        elif parts and isinstance(parts[0], int):
            part = f"{nth(int(parts.pop(0)) + 1)} {_singular(part)}"
            said = f"{_of(said)} {part}" if said else f"the {part}"
        else:
            said = f"{_of(said)} {part}" if said else part
    return said


def _of(said: str) -> str:
    return f"{said}'" if said.endswith("s") and not said.endswith("status") else f"{said}'s"


def nth(number: int) -> str:
    """Give an ordinal number: 1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _singular(field: str) -> str:
    return SINGULAR.get(field, field.removesuffix("s").replace("_", " "))
