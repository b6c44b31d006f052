"""What is wrong with a value's shape, in words: what stands there, and how it is written."""

from collections.abc import Callable

from pydantic_core import ErrorDetails

from kb.model.facts import MANY, ONE

LONGEST = 60
NUMBER_TYPES = frozenset({"int_type", "float_type"})
# The pattern's own text would help nobody; a part of it tells what it is for.
PATTERNS = (
    ("d0s|Q", "is no date as we write them", "write 2016, 2016-11, 2016-11-03, 2015/16, 2010s or Q1 2015/16"),
    ("#", "names no claim", "write the entry's slug, # and the claim's id: wsd-telehealth#mortality"),
    ("https", "is no web address", "copy it from the browser; it begins with https://"),
    ("10", "is no DOI", "write it as 10.1016/j.example, without an address before it"),
    ("a-z0-9", "is no id", "use the name of the file without .yml"),
    ("A-Z", "is no currency code", "write three capital letters: GBP"),
    ("@", "is no e-mail address", "copy it as printed, or leave it out"),
    ("planned|happened", "must be planned or happened", "choose one"),
)
Words = tuple[str, str]


def in_words(detail: ErrorDetails) -> Words:
    """Give what is wrong with a value, and what to do."""
    name = ".".join(str(part) for part in field_of(detail))
    kind, value = detail["type"], detail["input"]
    if kind in {"missing", "extra_forbidden"}:
        return (f"{name} is missing", "add it") if kind == "missing" else (f"{name} is not a field", "")
    if value is None:
        return (
            (f"{name} is empty", "fill it in, or remove the line")
            if name
            else ("the file is empty", "fill it in, or delete it")
        )
    if kind in NUMBER_TYPES:
        return f"{name} must be a number{_found(value)}", "write digits alone: 97000, -36, 4.5"
    if kind == "string_pattern_mismatch":
        return _pattern(name, detail)
    message, advice = WORDS.get(kind, _as_said)(detail)
    return f"{name or 'the file'} {message}", advice


def field_of(detail: ErrorDetails) -> tuple[int | str, ...]:
    """Give the place of the field; pydantic adds the name of each type that it tried."""
    at = tuple(part for part in detail["loc"] if part not in (ONE, MANY))
    return at[:-1] if at[-1:] in {("int",), ("float",)} else at


def said_already(detail: ErrorDetails) -> bool:
    """Tell whether the error only repeats of one number type what was said of the other."""
    return detail["type"] == "float_type" and detail["loc"][-1:] == ("float",)


def _found(value: object) -> str:
    if not isinstance(value, str | int | float):
        return ""
    text = repr(value)
    return f" (found {text if len(text) <= LONGEST else text[:LONGEST] + '…'})"


def _pattern(name: str, detail: ErrorDetails) -> Words:
    pattern = detail["ctx"]["pattern"]
    for part, message, advice in PATTERNS:
        if part in pattern:
            return f"{name} {message}{_found(detail['input'])}", advice
    return f"{name} has not the form that is expected{_found(detail['input'])}: {pattern}", ""


def _text(detail: ErrorDetails) -> Words:
    if isinstance(detail["input"], dict):
        return "must be text, but a colon and a space cut it in two", "put it between quotation marks"
    if isinstance(detail["input"], list):
        return "must be one text, not a list", "remove the brackets or dashes"
    return f"must be text{_found(detail['input'])}", "put it between quotation marks"


def _fields(detail: ErrorDetails) -> Words:
    advice = "write each field as name: value on a line of its own, two spaces further in than the line above"
    return f"must hold fields{_found(detail['input'])}", advice if detail["loc"] else "begin it with kind: case-study"


def _list(detail: ErrorDetails) -> Words:
    return (
        f"must be a list{_found(detail['input'])}",
        "write [one, two], or each on a line that begins with - and a space",
    )


def _few_or_many(detail: ErrorDetails) -> Words:
    limits = detail["ctx"]
    if "min_length" in limits:
        return f"has {limits['actual_length']} items; at least {limits['min_length']} are needed", "add more"
    return f"has {limits['actual_length']} items; at most {limits['max_length']} are allowed", "remove some"


def _short_or_long(detail: ErrorDetails) -> Words:
    limits, length = detail["ctx"], len(detail["input"])
    if "min_length" in limits:
        return f"has {length} characters; at least {limits['min_length']} are needed", "say more"
    return f"has {length} characters; at most {limits['max_length']} are allowed", "make it shorter"


def _as_said(detail: ErrorDetails) -> Words:
    said = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return f"{said[0].lower()}{said[1:]}{_found(detail['input'])}", ""


WORDS: dict[str, Callable[[ErrorDetails], Words]] = {
    "string_type": _text,
    "model_type": _fields,
    "model_attributes_type": _fields,
    "dict_type": _fields,
    "list_type": _list,
    "too_short": _few_or_many,
    "too_long": _few_or_many,
    "string_too_short": _short_or_long,
    "string_too_long": _short_or_long,
}
