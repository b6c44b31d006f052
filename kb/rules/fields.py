"""Rules across the fields of one entry. Each gives findings; none stops at the first."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.model.citations import walk
from kb.model.entry import Entry
from kb.model.facts import Fact, Population, fields_of, inner_model
from kb.rules.amounts import AMOUNT_RULES
from kb.rules.claims import CLAIM_RULES
from kb.rules.dates import DATE_RULES
from kb.rules.finding import Context, Finding
from kb.rules.people import PEOPLE_RULES
from kb.rules.places import PLACE_RULES
from kb.rules.references import (
    currencies_exist,
    links_are_made_once,
    related_exist,
    sources_exist,
    terms_exist,
)
from kb.rules.telling import TELLING_RULES
from kb.rules.twice import TWICE_RULES
from kb.rules.words import WORD_RULES


def findings(entry: Entry, context: Context) -> Iterator[Finding]:
    """Give every finding of every rule for one entry that has the right shape."""
    known = replace(context, facts=tuple(walk(entry)))
    for rule in RULES:
        yield from rule(entry, known)


def ranges_ascend(_entry: Entry, context: Context) -> Iterator[Finding]:
    """The end of a range is not below its beginning."""
    for at, fact in context.facts:
        if isinstance(fact, Population):
            low, high, name = fact.size, fact.size_max, "size_max"
        elif hasattr(fact, "value_to"):
            low, high, name = fact.value, fact.value_to, "value_to"  # type: ignore[attr-defined]
        else:
            continue
        if high is not None and low is None:
            first = "size" if name == "size_max" else "value"
            message = f"{name} is the end of a range, and {first} gives no beginning"
            yield Finding(
                (*at, name), "range-reversed", message, f"write the number as {first}, or add the lower end there"
            )
        elif high is not None and low is not None and _is_reversed(low, high):
            message = f"{name} is {high} but the range begins at {low}"
            yield Finding((*at, name), "range-reversed", message, f"swap them: {high} stands first and {low} in {name}")


def _is_reversed(low: float, high: float) -> bool:
    """Tell whether a range goes backwards: of two falls the smaller stands first, a fall before a rise."""
    return high < low if low * high <= 0 else abs(high) < abs(low)


def damage_is_noted(_entry: Entry, context: Context) -> Iterator[Finding]:
    """A figure or population without a number must say what is printed."""
    for at, fact in context.facts:
        number = getattr(fact, "size" if isinstance(fact, Population) else "value", 0)
        if number is None and type(fact).__name__ in {"Figure", "Population"} and not getattr(fact, "note", None):
            yield Finding(
                at,
                "number-missing",
                "there is no number",
                "add it, or a note that says what the source prints",
            )


def chosen_in_its_wave(entry: Entry, context: Context) -> Iterator[Finding]:
    """An entry of a kind that was chosen in waves says in which; no other does."""
    if entry.kind in context.in_waves and entry.vanguard is None:
        advice = "add vanguard: {type, wave, chosen, cite}, or make it of another kind"
        yield Finding(("kind",), "without-wave", f"a {entry.kind} says its type and wave, and this does not", advice)
    is_kind = entry.kind in context.vocabularies.terms("kinds")
    if is_kind and entry.kind not in context.in_waves and entry.vanguard is not None:
        message = f"a {entry.kind} is not chosen in waves"
        yield Finding(("vanguard",), "wave-of-no-kind", message, "remove vanguard, or correct kind")


def gaps_name_fields(entry: Entry, _context: Context) -> Iterator[Finding]:
    """What is not stated is a field of the entry."""
    for index, gap in enumerate(entry.not_stated):
        if not _is_field(gap.field):
            message = f"{gap.field!r} is no field of an entry"
            advice = "name one, such as impacts, population or contract.values"
            at = ("not_stated", index, "field")
            yield Finding(at, "unknown-field", message, advice, tuple(fields_of(Entry)), _field_called(gap.field))


def _field_called(name: str) -> str:
    """Give the field, or that inside another, that is called so but for capitals and blanks; nothing where there is none."""
    plain = _bare(name)
    fields = [(field, inner_model(info.annotation)) for field, info in fields_of(Entry).items()]
    inside = [f"{field}.{one}" for field, model in fields if model for one in fields_of(model)]
    names = [*(field for field, _ in fields), *inside]
    whole = next((one for one in names if _bare(one) == plain), "")
    return whole or next((one for one in inside if _bare(one.partition(".")[2]) == plain), "")


def _bare(name: str) -> str:
    return re.sub(r"[\s._-]+", "", name).casefold()


def _is_field(path: str) -> bool:
    """Tell whether a dotted path leads to a field; numbers of items may stand in it."""
    model: type[Fact] | None = Entry
    for name in re.sub(r"\[?\b\d+\b\]?", "", path).replace("..", ".").strip(". ").split("."):
        info = fields_of(model).get(name.strip()) if model else None
        if info is None:
            return False
        model = inner_model(info.annotation)
    return True


RULES = (
    terms_exist,
    sources_exist,
    related_exist,
    links_are_made_once,
    currencies_exist,
    ranges_ascend,
    damage_is_noted,
    chosen_in_its_wave,
    gaps_name_fields,
    *DATE_RULES,
    *PLACE_RULES,
    *PEOPLE_RULES,
    *WORD_RULES,
    *CLAIM_RULES,
    *AMOUNT_RULES,
    *TWICE_RULES,
    *TELLING_RULES,
)
