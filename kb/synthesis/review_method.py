"""How the entries of a review were found, in words."""

from collections.abc import Sequence
from datetime import date

from kb.model.base import BaseFile
from kb.published import wording
from kb.published.records import EntryRecord
from kb.search.answer import SearchAnswer
from kb.search.filters import Choices
from kb.search.request import SearchRequest
from kb.synthesis.review import Method
from kb.synthesis.review_words import Line

MODES = {
    "hybrid": "by words and by meaning together",
    "keyword": "by words",
    "semantic": "by meaning",
}
SORTS = {
    "relevance": "best match first",
    "title": "by title",
    "strength": "strongest evidence first",
    "date": "newest first",
}
NUMBERS = {
    "min_strength": "Strength of evidence at least",
    "population_min": "Population at least",
    "population_max": "Population at most",
}
# Chosen one by one; and of a search what a board paper can carry, and a page of 100 kB: `size` asks for more.
MOST_CHOSEN = 50
SET_OUT = 8


def conditions(request: SearchRequest, choices: Choices, base: BaseFile) -> tuple[Line, ...]:
    """Give the filters that are set, with their values in words."""
    named = [
        Line(base.label(f.name), " or ".join(choices.values[f.name][value].label for value in request.filters[f.name]))
        for f in choices.filters
        if f.name in request.filters
    ]
    numbers = [(name, getattr(request, name)) for name in NUMBERS]
    return (*named, *(Line(NUMBERS[name], wording.number(n)) for name, n in numbers if n is not None))


def question(request: SearchRequest, choices: Choices, base: BaseFile) -> str:
    """Give the question of a search: its words, or its filters where it has none."""
    filters = "; ".join(f"{line.name.lower()}: {line.text}" for line in conditions(request, choices, base))
    if request.q.strip():
        return f"{request.q.strip()} ({filters})" if filters else request.q.strip()
    return filters[:1].upper() + filters[1:] if filters else "The whole evidence base"


def searched(answer: SearchAnswer, choices: Choices, base: BaseFile, address: str, on: date) -> Method:
    """Say how a search was done."""
    request = answer.request
    lines = [Line("Words", request.q.strip() or "None: every entry that passes the filters")]
    lines += conditions(request, choices, base) or [Line("Filters", "None")]
    if request.q.strip():
        lines.append(Line("Searched", MODES[request.mode]))
        lines += [
            Line("Also searched for", f"{item.text}: {', '.join(item.also)}") for item in answer.interpretation.expanded
        ]
    if answer.interpretation.corrected:
        lines.append(Line("Spelling", f"searched as: {answer.interpretation.did_you_mean}"))
    if answer.interpretation.not_found:
        lines.append(Line("Words that no entry has", ", ".join(answer.interpretation.not_found)))
    lines += [
        Line("Order", SORTS[request.sort]),
        Line("Entries found", f"{answer.at_least}{wording.number(answer.total)}"),
    ]
    return Method(
        question=question(request, choices, base),
        lines=(*lines, *_made(answer.data_version, on, address)),
        total=answer.total,
        complete=answer.complete,
        address=address,
        data_version=answer.data_version,
        on=on,
        certain=answer.confident or not answer.results,
    )


def selected(entries: Sequence[EntryRecord], data_version: str, address: str, on: date) -> Method:
    """Say that the entries were chosen one by one."""
    chosen = "Chosen one by one; nothing was searched"
    return Method(
        question=f"{wording.count(len(entries), 'chosen entry', 'chosen entries')}",
        lines=(Line("Entries", chosen), *_made(data_version, on, address)),
        total=len(entries),
        address=address,
        data_version=data_version,
        on=on,
    )


def _made(data_version: str, on: date, address: str) -> tuple[Line, ...]:
    return (
        Line("Data version", data_version),
        Line("Date", wording.day(on.isoformat())),
        Line("Address", address),
    )
