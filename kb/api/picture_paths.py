"""The addresses of pictures, baskets and suggestions."""

from urllib.parse import urlencode

from kb.api.operation import FILES, JSON, Operation, page_of, text_of
from kb.api.parameters import entries_parameter, parameter, slug_parameter
from kb.api.schemas import Schema, ref

PICTURES: dict[str, dict[str, Schema]] = {
    "svg": {"image/svg+xml": {"type": "string"}},
    "png": {"image/png": {"type": "string", "format": "binary"}},
    "csv": text_of("text/csv"),
}
ERRORS = ("400", "404", "405", "500")


def pictures(path: str, name: str, tag: str, words: str, parameters: list[Schema]) -> list[Operation]:
    """Give the addresses of one picture: as SVG, as PNG, and its numbers as CSV."""
    return [
        Operation(
            f"{path}.{ending}", f"{name}{ending.capitalize()}", tag, f"{words}, as {ending.upper()}", content,
            parameters, "", ERRORS,
        )
        for ending, content in PICTURES.items()
    ]  # fmt: skip


def picture_operations(entries: int, slug: str, words: str) -> tuple[Operation, ...]:
    """Give the addresses; a basket holds at most so many entries, and the examples are of `slug` and `words`."""
    items: Schema = {"type": "string", "minLength": 1}
    claims: Schema = {"type": "array", "items": items, "uniqueItems": True, "minItems": 1, "maxItems": entries}
    kept = parameter("claim", "Ids of claims.", claims, required=True, style="form", explode=True)
    only = parameter("kind", "Only suggestions of this kind.", {"type": "string", "enum": ["entry", ""]})
    typed = parameter("q", "The words typed so far.", {"type": "string", "maxLength": 200}, example=words)
    return (
        *pictures("/entries/{slug}/results", "results", "Entries", "The results of an entry", [slug_parameter()]),
        *pictures("/entries/{slug}/hopes", "hopes", "Entries", "What an entry hoped for, with a number", [slug_parameter()]),
        *pictures("/entries/{slug}/timeline", "timeline", "Entries", "The steps of an entry", [slug_parameter()]),
        page_of("/entries/{slug}/beside", "besidePage", "Entries", "What stands beside an entry", [slug_parameter()], ERRORS),
        page_of("/basket", "basketPage", "Comparison", "The page of a basket", [entries_parameter(0, entries)], ERRORS),
        *(
            Operation(f"/basket.{ending}", f"basket{ending.capitalize()}", "Comparison", f"The entries of a basket as {label}",
                      text_of(kind), [entries_parameter(1, entries)], f"/basket.{ending}?entry={slug}", ERRORS)
            for ending, (label, kind) in FILES.items()
        ),
        *(
            Operation(f"/sources.{ending}", f"sources{ending.capitalize()}", "Comparison", f"The sources of entries as {label}",
                      text_of(kind), [entries_parameter(1, entries)], f"/sources.{ending}?entry={slug}", ERRORS)
            for ending, (label, kind) in FILES.items() if ending != "csv"
        ),
        Operation("/claims.csv", "claims", "Comparison", "Claims by their ids, as CSV", text_of("text/csv"), [kept], "", ERRORS),
        *(
            Operation(f"/claims.{ending}", f"claims{ending.capitalize()}", "Comparison", f"The sources of claims as {label}",
                      text_of(kind), [kept], "", ERRORS)
            for ending, (label, kind) in FILES.items() if ending != "csv"
        ),
        Operation("/suggest.json", "suggest", "Search", "What the words typed so far may lead to",
                  {JSON: ref("Suggestions")}, [typed, only], f"/suggest.json?{urlencode({'q': words})}", ("400", "405", "500")),
    )  # fmt: skip
