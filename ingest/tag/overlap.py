"""Chooses among candidates: the longest span names the thing, and nothing is tagged inside it."""

from collections.abc import Iterable

from ingest.tag.mention import Span

METHODS = ("term", "abbreviation", "pattern", "gazetteer", "shape", "rule", "narrower", "model")
VOCABULARIES = (
    "money", "percent", "date", "organisation", "place", "organisational_forms", "contract_types", "outcomes",
    "population_groups", "settings", "care_models", "quantity",
)  # fmt: skip


def longest(candidates: Iterable[Span], taken: Iterable[Span] = ()) -> list[Span]:
    """Give the chosen spans in the order of the text; spans already taken are kept and give way to none."""
    chosen = list(taken)
    for span in sorted(candidates, key=_precedence):
        if not any(span.overlaps(other) for other in chosen):
            chosen.append(span)
    return sorted(chosen, key=lambda span: span.start)


def _precedence(span: Span) -> tuple[int, int, int, int]:
    return -span.length, METHODS.index(span.method), VOCABULARIES.index(span.vocabulary), span.start
