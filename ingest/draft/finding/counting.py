"""Says what amounts count: by their sign, the words behind them, the words before them, or the amounts beside them."""

import re
from dataclasses import replace
from decimal import Decimal

from ingest.draft.finding.amounts import CURRENCIES, RANKED, Amount, is_ordinal
from ingest.draft.finding.money_units import money_unit, percent_unit
from ingest.draft.finding.outcome_words import CHANGES
from ingest.draft.finding.unit_words import PEOPLE, UnitWords
from ingest.draft.finding.words import pattern
from kb.numbers.printed import Mark

_LEVEL = re.compile(r"^\s?[\[(]?(?:CrI|CI\b|confidence|credible)", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|over the age of|age of|average age of|mean age|older than)\s(?:over |of |under |about )?$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(
    r"^\s?(?:\+|years? (?:old|of age)|-year-olds?| years and (?:over|older)| (?:and|or) (?:over|older|above)\b)",
    re.IGNORECASE,
)
_DID = re.compile(r"^ (?:met|were|had|died|consented|agreed|received|reported|took|completed|responded|for)\b")
_VERB = re.compile(
    r"^ (?:are|were|is|was|have|has|had|did|do|will|would|could|predict|report|say|said|expect|show|\w{3,}ed)\b"
)
_EFFECT_SIZE = re.compile(
    r"\b(?:effect sizes?|ES|Cohen[’']s d|standardi[sz]ed mean differences?|SMDs?)\b[^.;\d]{0,20}$"
)
_SCALED = re.compile(r"\d\s?(?:millions?|billions?|bn|mn|m|k)$", re.IGNORECASE)
_BE = re.compile(r"^ (?:were|are|was|is) (?:the |an? )?")
_MEAN_OF = re.compile(
    r"\b(?:mean|average|adjusted|median)? ?(?:difference|gain|change|increase|reduction) (?:in|of) ([^.;,:]{3,60}?)"
    r" (?:was|were|is|of|at) (?:an? )?(?:\w+ )?[−–-]?$"
    r"|\b([A-Za-z-]{4,}s?) (?:gains?|gained|yield) [^.;:]{0,50}(?:was|were|of) [−–-]?$"
)
_CHANGE_OF = re.compile(rf"^\s(?:\w+ )?(?:gains?|{CHANGES}) (?:in|of) (?:the )?")
_EACH = re.compile(r"-per-")
_WHOLE = re.compile(r"(?:^|[.;] )(?:Of|Among) (?:the |these |all )?$")
_SIDE_BY_SIDE = re.compile(r"(?:,| and| or| to|, and| vs\.?| versus) (?:\w+ )?")
_ROUGHLY = r"(?:about|around|over|more than|nearly|almost|some|approximately|just|up to|at least|only|circa|c\.)"
_POPULATION = re.compile(
    r"\b(?:populations?|list size|lists)\b(?: size| covered| served| \(\d{4}\))?\s?(?:of|to|:|is|was|\()?\s?"
    rf"(?:{_ROUGHLY}\s)*(?:the )?$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\b(?:numbers?|total) of ([^.;,]{3,70}?) (?:was|were|is|are|stood at|of|rose to|fell to|reached|totall?ed|at)\s"
    r"(?:an? )?(?:\w+\s)?$"
)
_HEADED = {"": 1, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9, "k": 1000, "000": 1000, "000s": 1000}
_HEAD_MONEY = r"([£$€]) ?[’']?(m|million|bn|billion|k|000[’']?s?)?(?!\w)"
_HEAD_PERCENT = r"(?:%|per ?cent|percentage)"
# In a row of a table a number stands behind the name of its column, or of the cell before.
_IN_ROW = re.compile(r"[:;] [−–-]?$")
_WHOLES = {"three": "3", "third": "3", "four": "4", "five": "5", "fifth": "5", "six": "6", "ten": "10"}
_TOPS = {"two": 2, "three": 3, "four": 4}


def with_units(found: list[Amount], text: str, units: UnitWords) -> list[Amount]:
    """Give the amounts of a text with the units that the words around them name."""
    named: list[Amount] = []
    for index, amount in enumerate(found):
        limit = found[index + 1].start if index + 1 < len(found) else len(text)
        named.append(_with_unit(amount, text[: amount.start], text[amount.end : limit], text[amount.end :], units))
    return _inherited(named, text)


def _inherited(named: list[Amount], text: str) -> list[Amount]:
    """'33 and 18 months' are both months; 'of the 206 CCGs, 51 (25%) and 22 (11%)' are all CCGs."""
    for index in range(len(named) - 1, -1, -1):
        giver = _giver(named, index, text)
        if giver:
            named[index] = replace(named[index], unit=giver.unit, noun=giver.noun)
    return named


def _giver(named: list[Amount], index: int, text: str) -> Amount | None:
    """Give the amount whose unit another takes over."""
    amount, last = named[index], named[index - 1] if index else None
    if amount.is_money and len(amount.unit) == 3 and last and _EACH.search(last.unit):
        return last if re.fullmatch(r"[^.;]{0,40}(?:,| and) ", text[last.end : amount.start]) else None
    if amount.unit or amount.mark != Mark.NONE:
        return None
    following = named[index + 1] if index + 1 < len(named) else None
    if following and following.mark == Mark.NONE and _SIDE_BY_SIDE.fullmatch(_apart(text, amount, following)):
        return following
    if last and re.search(r"(?:standard deviation|\bSD|\bIQR)[,:]?\s$", text[: amount.start]):
        return last
    if whole := _whole_of(named, index, text):
        return whole
    if _DID.match(text[amount.end :]):
        return next((other for other in named[:index] if other.unit in PEOPLE), None)
    if _VERB.match(text[amount.end :]):
        return next((other for other in reversed(named[:index]) if other.noun and other.mark == Mark.NONE), None)
    wholes = (other for other in named[:index] if _WHOLE.search(text[: other.start]))
    return next(wholes, None) if re.match(r"\s?[(,]", text[amount.end :]) else None


def _whole_of(named: list[Amount], index: int, text: str) -> Amount | None:
    """'965 patients (534 with the service; 431 without)': the parts in the brackets are of what stands before them."""
    amount = named[index]
    opened = max(text.rfind("(", 0, amount.start), text.rfind("[", 0, amount.start))
    closed = max(text.rfind(")", 0, amount.start), text.rfind("]", 0, amount.start))
    if opened <= closed or not re.match(r" [a-z]", text[amount.end :]):
        return None
    before = [other for other in named[:index] if other.end <= opened]
    whole = before[-1] if before else None
    parts = [other for other in named if opened < other.start and other.start <= amount.start]
    fits = whole and whole.noun and whole.mark == Mark.NONE and sum(part.low for part in parts) <= whole.low
    return whole if whole and fits and opened - whole.end < 60 else None


def _apart(text: str, amount: Amount, following: Amount) -> str:
    return re.sub(r"\s?\([^)]*\)", "", text[amount.end : following.start])


def _with_unit(amount: Amount, before: str, after: str, rest: str, units: UnitWords) -> Amount:
    if _LEVEL.match(after) and amount.is_percent:
        return replace(amount, unit="confidence")
    if (headed := _by_heading(amount, before)) is not None:
        return headed
    if after.startswith((" (", " [")):
        rest = re.sub(r"^\s[(\[][^)\]]*[)\]]", "", rest)
        after = re.split(r"\d", rest, maxsplit=1)[0]
    if amount.is_percent:
        return replace(amount, unit=percent_unit(amount.unit, before, after))
    if amount.is_money:
        return replace(amount, unit=money_unit(amount.unit, before, rest, units.known))
    if amount.mark == Mark.SHARE and amount.printed != "24/7":
        return _share(amount, units)
    return _told(amount, before, after, units) or _counted(amount, before, after, rest, units)


def _told(amount: Amount, before: str, after: str, units: UnitWords) -> Amount | None:
    """Units that words around the number tell, and no noun behind it: ages, ranks, hours and days of opening."""
    if amount.printed == "24/7":
        return replace(amount, low=Decimal(24), unit="hours-a-day")
    aged = _AGE_BEFORE.search(before[-30:]) or _AGE_AFTER.match(after) or amount.printed.endswith("+")
    if aged and 10 <= amount.low <= 110:
        return replace(amount, unit="years-of-age")
    if is_ordinal(amount.printed) and (ranked := RANKED.match(after)):
        return replace(amount, unit="percentile" if "centile" in ranked[0] else "rank")
    if re.match(r"[\s-]days?[\s-](?:a[\s-]week|per week|service|services|working|week|access)", after):
        return replace(amount, unit="days-a-week")
    if re.match(r"\s?hours?[\s-](?:a|per)[\s-]day", after):
        return replace(amount, unit="hours-a-day")
    if _EFFECT_SIZE.search(before[-40:]) and "effect-size" in units.known:
        return replace(amount, unit="effect-size")
    return replace(amount, unit="patients") if re.search(r"\b[nN]\s?=\s?$", before) and units.known else None


def _by_heading(amount: Amount, before: str) -> Amount | None:
    """In a row of a table, the name of the column or of the row says the unit: 'Funding, £m: 4.7', 'Funding (£m); 2016: 4.7'."""
    if amount.mark != Mark.NONE:
        return None
    money = re.search(rf"{_HEAD_MONEY}\)?: $", before) or (
        _IN_ROW.search(before) and re.match(rf"[^;\d]*[(,] ?{_HEAD_MONEY}\)?;", before)
    )
    if money:
        scale = _HEADED[(money[2] or "").lower().replace("'", "").replace("’", "")]
        unit = CURRENCIES[money[1]]
        high = amount.high * scale if amount.high is not None else None
        return replace(amount, low=amount.low * scale, high=high, unit=unit, mark=Mark.MONEY)
    return (
        replace(amount, unit="percent", mark=Mark.PERCENT)
        if re.search(rf"{_HEAD_PERCENT}\)?: $", before)
        or (_IN_ROW.search(before) and re.match(rf"[^;\d]*[(,] ?{_HEAD_PERCENT}\)?;", before))
        else None
    )


def _counted(amount: Amount, before: str, after: str, rest: str, units: UnitWords) -> Amount:
    if of := re.match(r"\s(?:out )?of (?:the |its |all )?", after):
        return _of_many(amount, rest[of.end() :], units)
    if per := re.match(r"[\w\s&-]{0,40}?\bper (1,?000|100,?000)\b", re.sub(r"\([^)]*\)", "", rest)):
        return replace(amount, unit="per-1000" if per[1].replace(",", "") == "1000" else "per-100000")
    unit, noun = units.after(_CHANGE_OF.sub(" ", re.sub(r"^\s?(?:or|and) (?:more|above|over|fewer|less)\b", "", after)))
    if not unit and (be := _BE.match(after)):
        unit, noun = units.after(after[be.end() :])
    if not unit:
        unit, noun = _named_before(before, units)
    scaled = bool(_SCALED.search(amount.printed))
    if scaled and (unit == "contracts" or (not unit and pattern("money lost").search(before[-90:] + after[:60]))):
        return replace(amount, unit="currency-not-printed")
    unit = _on_average(amount, _by_time(unit, after, noun, units), after, units)
    return replace(amount, unit=_of_the_dead(unit, after, units), noun=noun)


def _of_the_dead(unit: str, after: str, units: UnitWords) -> str:
    """'82 residents died' counts deaths."""
    died = unit in PEOPLE and re.match(r"[\w\s-]{0,40}?(?<!who) (?:had |have )?died\b", after)
    return "deaths" if died and "deaths" in units.known else unit


def _by_time(unit: str, after: str, noun: str, units: UnitWords) -> str:
    """'7.9 admissions per quarter' counts admissions a quarter, if that is a unit of the vocabulary."""
    behind = after.lstrip(" -")
    rest = behind[len(noun) :] if noun and behind.startswith(noun) else after
    if found := re.match(r"(?: [a-z]+){0,3}?\s?(?:a|per|each|every) (day|week|month|quarter|year)\b", rest):
        return f"{unit}-a-{found[1]}" if f"{unit}-a-{found[1]}" in units.known else unit
    return unit


def _named_before(before: str, units: UnitWords) -> tuple[str, str]:
    """'A population of 45,000', 'the number of beds was 30': what is counted stands before the number."""
    if _POPULATION.search(before):
        return "people", "people"
    told = _NUMBER_OF.search(before)
    if told:
        return units.after(told[1])
    gained = _MEAN_OF.search(before)
    return units.after(gained[1] or gained[2]) if gained else ("", "")


def _on_average(amount: Amount, unit: str, after: str, units: UnitWords) -> str:
    """'1.7 admissions in the year before': a count that is no whole number is a mean of persons."""
    if not amount.low % 1 or _SCALED.search(amount.printed):
        return unit
    yearly = "-a-year" if re.search(r"\byear\b", after[:60]) else ""
    found = (f"{unit}-per-person{period}" for period in dict.fromkeys((yearly, "", "-a-year")))
    return next((name for name in found if name in units.known), unit)


def _of_many(amount: Amount, rest: str, units: UnitWords) -> Amount:
    """'12 out of the 16 practices', 'six of the practices': both count practices."""
    beyond = re.sub(r"^(?:\d[\d,]*|[a-z]+(?:-[a-z]+)?)\s(?=[A-Za-z“])", "", rest, count=1)
    for piece in (rest, beyond):
        unit, noun = units.after(piece)
        if unit:
            return replace(amount, unit=unit, noun=noun)
    return amount


def _share(amount: Amount, units: UnitWords) -> Amount:
    """'One in six' is one in 6 people; a half and a quarter are percent, other fractions are so many in three or five."""
    if half := re.fullmatch(r"(?:an? |one )?(half|quarter)|three[ -]quarters", amount.printed, re.IGNORECASE):
        percent = {"half": 50, "quarter": 25}.get((half[1] or "").lower(), 75)
        return replace(amount, low=Decimal(percent), unit="percent", mark=Mark.PERCENT)
    pair = re.fullmatch(r"(?P<top>.+) (?:in|out of|:) ?(?:every )?(?P<whole>.+)", amount.printed.replace(":", " : "))
    parts = re.fullmatch(r"(?P<top>\w+)[ -](?P<whole>third|fifth)s?", amount.printed, re.IGNORECASE)
    found = pair or parts
    if not found:
        return amount
    whole = found["whole"].lower()
    unit = f"in-{_WHOLES.get(whole, whole)}-people"
    top = Decimal(_TOPS.get(found["top"].lower(), 1)) if parts else amount.low
    return replace(amount, low=top, unit=unit if unit in units.known else "")
