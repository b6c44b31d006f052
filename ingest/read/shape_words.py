"""What is wrong with a value's shape, in words: what stands there, and how it is written."""

import re
import unicodedata
from collections.abc import Callable

from pydantic_core import ErrorDetails

from kb.model.facts import MANY, ONE
from kb.numbers.written import DASHES, MINUS, TO_HYPHEN, plain_date, plain_number
from kb.rules.naming import called

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
    ("planned|happened", "must be planned or happened", "choose one, in small letters"),
)
Words = tuple[str, str]


def in_words(detail: ErrorDetails) -> Words:
    """Give what is wrong with a value, and what to do."""
    name = called(field_of(detail))
    kind, value = detail["type"], detail["input"]
    if kind == "missing":
        return f"{name} is missing", "add it"
    if kind == "extra_forbidden":
        return _no_field(name, detail)
    if value is None:
        return (
            (f"{name} is empty", "fill it in, or remove the line")
            if name
            else ("the file is empty", "fill it in, or delete it")
        )
    if kind in NUMBER_TYPES:
        return f"{name} must be a number{_found(value)}", _number_advice(value)
    if kind == "string_pattern_mismatch":
        return _pattern(name, detail)
    if kind == "literal_error":
        return f"{name} is none of the words that it may be{_found(value)}", "choose one of them"
    if kind == "bool_type":
        return f"{name} must be true or false{_found(value)}", _bool_advice(value)
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


def literals(detail: ErrorDetails) -> tuple[str, ...]:
    """Give the words that a field may be, where it may be one of a few."""
    return (
        tuple(re.findall(r"'([^']+)'", str(detail.get("ctx", {}).get("expected", ""))))
        if detail["type"] == "literal_error"
        else ()
    )


def _no_field(name: str, detail: ErrorDetails) -> Words:
    """A word between commas that is no field is most often a part of a text with a comma."""
    if detail["input"] is None:
        return (
            f"{name} stands alone and is no field",
            "if it belongs to the text before the comma, put the whole text between double quotes",
        )
    return f"{name} is not a field", ""


def _number_advice(value: object) -> str:
    """Say what to do with the text that stands where a number belongs."""
    if not isinstance(value, str):
        return "write digits alone: 97000, -36, 4.5"
    meant = plain_number(value)
    if meant == value:
        return f"take the quotation marks off: {meant}"
    if odd := [sign for sign in value if sign in MINUS]:
        return (
            f"{value!r} begins with a {named_sign(odd[0])}; type the minus of the keyboard: {meant}"
            if meant
            else f"type the minus of the keyboard, not a {named_sign(odd[0])}"
        )
    return (
        f"write digits alone: {meant}"
        if meant
        else "write digits alone: 97000, -36, 4.5; leave the field out where no number is printed"
    )


def _bool_advice(value: object) -> str:
    meant = {
        "yes": "true",
        "no": "false",
        "true": "true",
        "false": "false",
        "y": "true",
        "n": "false",
        "1": "true",
        "0": "false",
    }.get(str(value).casefold())
    return f"write {meant}" if meant else "write true or false, without quotation marks"


def named_sign(sign: str) -> str:
    """Give what people call a sign that looks like another: en dash."""
    return unicodedata.name(sign, "sign").lower().replace("-", " ")


def _sign_advice(value: object) -> str:
    """Say which sign of an id only looks like one that may stand there, or that it is the name of a file."""
    if str(value).endswith(".yml"):
        return f": {str(value).removesuffix('.yml')}"
    odd = next((sign for sign in str(value) if not sign.isascii()), "")
    if odd and odd in DASHES:
        return f"; it holds a {named_sign(odd)}, which looks like a hyphen: type {str(value).translate(TO_HYPHEN)}"
    return f"; it holds {odd!r} ({named_sign(odd)}), which no id has" if odd else ""


def _pattern(name: str, detail: ErrorDetails) -> Words:
    pattern = detail["ctx"]["pattern"]
    for part, message, advice in PATTERNS:
        if part in pattern:
            meant = plain_date(str(detail["input"])) if part == "d0s|Q" else ""
            advice = f"write {meant}" if meant else advice
            return f"{name} {message}{_found(detail['input'])}", advice + (
                _sign_advice(detail["input"]) if part == "a-z0-9" else ""
            )
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


def _beyond(detail: ErrorDetails) -> Words:
    limits = detail["ctx"]
    most = next((f"at most {limits[name]}" for name in ("le",) if name in limits), "")
    least = next((f"at least {limits[name]}" for name in ("ge",) if name in limits), "")
    under = f"below {limits['lt']}" if "lt" in limits else f"above {limits['gt']}" if "gt" in limits else ""
    return f"is {detail['input']}, and must be {most or least or under}", "check the digits and the sign"


def _date(detail: ErrorDetails) -> Words:
    said = detail["msg"].removeprefix("Value error, ")
    return f"{said}{_found(detail['input'])}", "look at the day, month and year again"


def _as_said(detail: ErrorDetails) -> Words:
    return f"has not the form that is expected{_found(detail['input'])}", "see docs/entry-fields.md for what it holds"


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
    "greater_than_equal": _beyond,
    "less_than_equal": _beyond,
    "less_than": _beyond,
    "greater_than": _beyond,
    "value_error": _date,
}
