"""What is wrong with a value's shape, in words: what stands there, and how it is written."""

import re
from collections.abc import Callable

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ingest.read.date_words import FORMS, date_advice
from ingest.read.number_words import named_sign, number_advice
from kb.model.facts import MANY, ONE, fields_of, inner_model
from kb.numbers.written import DASHES, TO_HYPHEN
from kb.rules.naming import called

LONGEST = 60
NUMBER_TYPES = frozenset({"int_type", "float_type"})
# The pattern's own text would help nobody; a part of it tells what it is for.
PATTERNS = (
    ("d0s|Q", "is no date as we write them", FORMS),
    ("https", "is no web address", "copy it from the browser; it begins with https://"),
    ("#", "names no claim", "write the entry's slug, # and the claim's id: wsd-telehealth#mortality"),
    ("10", "is no DOI", "write it as 10.1016/j.example, without an address before it"),
    ("a-z0-9", "is no id", "use the name of the file without .yml"),
    ("A-Z", "is no currency code", "write three capital letters: GBP"),
    ("@", "is no e-mail address", "copy it as printed, or leave it out"),
    ("planned|happened", "must be planned or happened", "choose one, in small letters"),
)
Words = tuple[str, str]


def in_words(detail: ErrorDetails, field: FieldInfo | None = None) -> Words:
    """Give what is wrong with a value of a field, and what to do."""
    name = called(field_of(detail))
    kind, value = detail["type"], detail["input"]
    if kind == "missing":
        return f"{name} is missing", f"add it{_described(field)}"
    if kind == "extra_forbidden":
        return _no_field(name, detail)
    if value is None:
        return (
            (f"{name} is empty", "fill it in, or remove the line")
            if name
            else ("the file is empty", "fill it in, or delete it")
        )
    if kind in NUMBER_TYPES:
        return f"{name} must be a number{_found(value)}", number_advice(value)
    if kind == "string_pattern_mismatch":
        return _pattern(name, detail)
    if kind == "literal_error":
        return f"{name} is none of the words that it may be{_found(value)}", "choose one of them"
    if kind == "bool_type":
        return f"{name} must be true or false{_found(value)}", _bool_advice(value)
    if kind in {"model_type", "model_attributes_type", "list_type"}:
        message, advice = _fields(detail, field) if kind != "list_type" else _list(detail, field)
    else:
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


def _sign_advice(value: object) -> str:
    """Say which sign of an id only looks like one that may stand there, or that it is the name of a file."""
    text = str(value).strip()
    if any(sign.isspace() for sign in text):
        return ", not the title"
    odd = next((sign for sign in str(value) if not sign.isascii()), "")
    if odd and odd in DASHES:
        return f"; it holds {named_sign(odd)}, which looks like a hyphen: type {str(value).translate(TO_HYPHEN)}"
    if odd:
        return f"; it holds {odd!r} ({named_sign(odd)}), which no id has"
    meant = re.sub(r"[^a-z0-9]+", "-", text.rstrip("/").rpartition("/")[2].removesuffix(".yml").lower()).strip("-")
    return f": {meant}" if meant else ""


def _pattern(name: str, detail: ErrorDetails) -> Words:
    pattern = detail["ctx"]["pattern"]
    for part, message, advice in PATTERNS:
        if part in pattern:
            advice = _meant(str(detail["input"]), part) or advice
            return f"{name} {message}{_found(detail['input'])}", advice + (
                _sign_advice(detail["input"]) if part == "a-z0-9" else ""
            )
    return f"{name} has not the form that is expected{_found(detail['input'])}: {pattern}", ""


def _meant(text: str, part: str) -> str:
    """Say what was meant by a text, where it holds it; nothing where it does not."""
    if part == "d0s|Q":
        return date_advice(text)
    inside = {"10": r"10\.\d{4,9}/\S+", "@": r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"}.get(part)
    found = re.findall(inside, text) if inside else []
    if len(found) > 1:
        return f"one address stands in a field: write {found[0]} here, and give {found[1]} a contact of its own"
    return f"write {found[0]}" if found else ""


def _text(detail: ErrorDetails) -> Words:
    if isinstance(detail["input"], dict):
        return "must be text, but a colon and a space cut it in two", "put it between quotation marks"
    if isinstance(detail["input"], list):
        return "must be one text, not a list", "remove the brackets or dashes"
    return f"must be text{_found(detail['input'])}", "put it between quotation marks"


def _described(field: FieldInfo | None) -> str:
    """Say what a field holds, in the words of its description."""
    said = (field.description or "").rstrip(".") if field else ""
    return f": {said[:1].lower()}{said[1:]}" if said else ""


def _needed(field: FieldInfo | None) -> list[str]:
    """Give the fields that what a field holds can't do without; nothing where it holds no fields."""
    inner = inner_model(field.annotation) if field else None
    return [name for name, info in fields_of(inner).items() if info.is_required()] if inner else []


def _fields(detail: ErrorDetails, field: FieldInfo | None) -> Words:
    if not detail["loc"]:
        return f"must hold fields{_found(detail['input'])}", "begin it with kind: case-study"
    needed = ", ".join(f"{name}: …" for name in _needed(field))
    which = f"at least {needed}" if needed else "name: value"
    return (
        f"must hold fields{_found(detail['input'])}",
        f"write them below it, each on a line two spaces further in: {which}",
    )


def _list(detail: ErrorDetails, field: FieldInfo | None) -> Words:
    value, needed = detail["input"], _needed(field)
    if needed:
        advice = f"begin each item with - and a space; it has at least {', '.join(f'{name}: …' for name in needed)}"
    elif isinstance(value, str):
        items = [part.strip(" ()[]") for part in re.split(r"[,;/\n]| and ", value) if part.strip(" ()[]")]
        advice = f"write [{', '.join(items)[:LONGEST]}], or each on a line that begins with - and a space"
    elif isinstance(value, dict) and all(item is None for item in value.values()):
        advice = f"a list stands between square brackets: [{', '.join(map(str, value))[:LONGEST]}]"
    else:
        advice = "write [one, two], or each on a line that begins with - and a space"
    return f"must be a list{_found(value)}", advice


def _dict(detail: ErrorDetails) -> Words:
    advice = "write each field as name: value on a line of its own, two spaces further in than the line above"
    return f"must hold fields{_found(detail['input'])}", advice


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
    "dict_type": _dict,
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
