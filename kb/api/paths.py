"""The addresses of the API, each with its parameters, its answers and an example."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from kb.api.operation import FILES, JSON, TEXT, WORD, Operation, page_of, text_of
from kb.api.parameters import (
    area_parameters,
    entries_parameter,
    filter_parameter,
    parameter,
    part_parameter,
    search_parameters,
    slug_parameter,
    unpaged,
)
from kb.api.picture_paths import picture_operations, pictures
from kb.api.schemas import Schema, ref
from kb.api.topic_paths import topic_operations
from kb.exports.feed import MOST as MOST_IN_FEED
from kb.published.labels import Labels
from kb.search.filters import Choices
from kb.synthesis.axes import ROW, axes_of
from kb.synthesis.comparison import FEWEST, MOST
from kb.synthesis.evidence_map import views

MOST_CHOSEN = 50
WORDS_OF_WHOLE = "1 gives the whole review; without it, a paper of two pages."
WORDS_OF_ROWS = "What the rows are; where it is the same as `by`, outcomes, or beside outcomes the first filter of all."


@dataclass(frozen=True)
class Base:
    """What the addresses depend on."""

    labels: Labels
    choices: Choices
    slugs: Sequence[str]
    sources: Sequence[str]
    data_version: str

    @property
    def query(self) -> str:
        """An example of a search, as it stands in an address."""
        return urlencode({"q": self.labels.base.examples[0]})

    @property
    def search(self) -> list[Schema]:
        """Parameters of a search."""
        return search_parameters(self.choices, self.labels.base, self.data_version)

    @property
    def area(self) -> list[Schema]:
        """Parameters of the reader's area."""
        return area_parameters(self.labels)


def operations(base: Base) -> tuple[Operation, ...]:
    """Give every address."""
    return (
        *_search(base),
        *_entries(base),
        *_comparison(base),
        *_map(base),
        *picture_operations(MOST_CHOSEN, base.slugs[0] if base.slugs else "none", base.labels.base.examples[0]),
        *topic_operations(base.labels, base.search, base.sources),
        *_review(base),
        *_feed(base),
        *_service(),
    )


def _search(base: Base) -> list[Operation]:
    query = f"?{base.query}&effect=none"
    whole = "Holds every hit, not only a page of them, where neither size nor next is given."
    found = [
        Operation(
            "/search.json", "search", "Search", "Search for entries", {JSON: ref("SearchAnswer")},
            [*base.search, *base.area], f"/search.json{query}&size=5",
        ),
        page_of("/search", "searchPage", "Search", "The search page", [*base.search, *base.area], ("400", "405", "500")),
        page_of(
            "/search/{filter}", "filterPage", "Search", "All values of one filter that the hits of a search have",
            [filter_parameter([one.name for one in base.choices.filters]), *base.search], ("400", "404", "405", "500"),
        ),
    ]  # fmt: skip
    for ending, (label, kind) in FILES.items():
        name, summary = f"search{ending.capitalize()}", f"The hits of a search as {label}"
        example = f"/search.{ending}{query}"
        found.append(
            Operation(
                f"/search.{ending}", name, "Search", summary, text_of(kind), base.search, example, description=whole
            )
        )
    return found


def _entries(base: Base) -> list[Operation]:
    slug = slug_parameter()
    errors = ("400", "404", "405", "500")
    first = base.slugs[0] if base.slugs else "no-entry-yet"
    found = [
        Operation(
            "/entries/{slug}.json", "entry", "Entries", "An entry with all its facts", {JSON: ref("EntryAnswer")},
            [slug], f"/entries/{first}.json", errors,
        ),
        page_of("/entries/{slug}", "entryPage", "Entries", "The page of an entry", [slug, *base.area], (*errors, "410")),
    ]  # fmt: skip
    for ending, (label, kind) in FILES.items():
        name, summary = f"entry{ending.capitalize()}", f"An entry as {label}"
        if ending == "csv":
            summary = "The facts of an entry as CSV, a row a fact, each with its source"
        path, example = f"/entries/{{slug}}.{ending}", f"/entries/{first}.{ending}"
        found.append(Operation(path, name, "Entries", summary, text_of(kind), [slug], example, errors))
    return found


def _comparison(base: Base) -> list[Operation]:
    chosen = entries_parameter(FEWEST, MOST)
    query = "?" + "&".join(f"entry={slug}" for slug in base.slugs[:2])
    any_number = entries_parameter(0, MOST)
    return [
        Operation(
            "/compare.json", "compare", "Comparison", "Two to five entries side by side, outcomes aligned",
            {JSON: ref("Comparison")}, [chosen], f"/compare.json{query}",
        ),
        Operation(
            "/compare.csv", "compareCsv", "Comparison", "A comparison as CSV, a column an entry", text_of("text/csv"),
            [chosen], f"/compare.csv{query}",
        ),
        page_of(
            "/compare", "comparePage", "Comparison", "The page of a comparison", [any_number, *base.area],
            ("400", "404", "405", "500"),
        ),
    ]  # fmt: skip


def _map(base: Base) -> list[Operation]:
    shown, axes = views(base.labels.base), axes_of(base.labels.base)
    by = parameter(
        "by",
        "What the columns are, or where and when.",
        {"type": "string", "enum": [*shown, ""], "default": next(iter(shown))},
    )
    over = parameter(
        "over",
        WORDS_OF_ROWS,
        {"type": "string", "enum": [*axes, ""], "default": ROW},
    )
    hopes = parameter("hopes", "1 draws targets and projections too.", {"type": "string", "enum": ["1", ""]})
    form = parameter(
        "form", "How the map is drawn.", {"type": "string", "enum": ["bubbles", "table", ""], "default": "bubbles"}
    )
    cell = "The ids of a `column` and a `row` open their cell beside the map."
    taken = [by, over, *unpaged(base.search)]
    summary = "The evidence map: how many entries, with what effects, and where the gaps are"
    return [
        Operation("/map.json", "map", "Map", summary, {JSON: ref("Map")}, taken, "/map.json?by=contract_type"),
        replace(
            page_of(
                "/map", "mapPage", "Map", "The page of the evidence map", [*taken, hopes, form, part_parameter()],
                ("400", "405", "500"),
            ),
            description=cell,
        ),
        *pictures("/map", "map", "Map", "The evidence map", [*taken, hopes]),
    ]  # fmt: skip


def _review(base: Base) -> list[Operation]:
    errors = ("400", "404", "405", "500")
    query = f"?{base.query}&size=3"
    either = (
        "Sets out the first 8 hits where `size` is not given. "
        f"Takes the parameters of a search, or `entry` with up to {MOST_CHOSEN} slugs in place of them."
    )
    whole = parameter("whole", WORDS_OF_WHOLE, {"type": "string", "enum": ["1", ""]})
    formats = {
        "json": ("review", "A rapid review of a search", {JSON: ref("Review")}),
        "md": ("reviewMarkdown", "A rapid review as Markdown", text_of("text/markdown")),
        "docx": ("reviewWord", "A rapid review as a Word document", {WORD: {"type": "string", "format": "binary"}}),
    }
    found = [
        Operation(
            f"/review.{ending}",
            name,
            "Review",
            summary,
            content,
            base.search if ending == "json" else [*base.search, whole],
            f"/review.{ending}{query}",
            errors,
            either,
        )
        for ending, (name, summary, content) in formats.items()
    ]
    taken = [*base.search, whole, part_parameter()]
    found.append(page_of("/review", "reviewPage", "Review", "The page of a review, ready to print", taken, errors))
    main = "The results of a review on its main outcome"
    return [*found, *pictures("/review", "review", "Review", main, base.search)]


def _feed(base: Base) -> list[Operation]:
    words = (
        f"New and corrected entries first, {MOST_IN_FEED} a page; links with `rel=next` lead through all of them, as RFC 5005 "
        "says. Takes the parameters of a search; `sort` changes nothing."
    )
    page = parameter("page", "Page of the feed.", {"type": "integer", "minimum": 1, "default": 1})
    kind = text_of("application/atom+xml")
    first = next(iter(base.choices.values["care_model"]), "")
    example = f"/feed.atom?care_model={first}" if first else "/feed.atom"
    return [
        Operation(
            "/feed.atom", "feed", "Feed", "An Atom feed of the base or of a search", kind, [*base.search, page], example,
            ("400", "404", "405", "500"), words,
        )
    ]  # fmt: skip


def _service() -> list[Operation]:
    return [
        Operation(
            "/-/healthz", "health", "Service", "Whether the server lives", {JSON: ref("Health")}, (), "/-/healthz"
        ),
        Operation(
            "/-/readyz",
            "readiness",
            "Service",
            "Whether a search finds what it must, and in which version of the base",
            {JSON: ref("Readiness")},
            (),
            "/-/readyz",
        ),
        Operation("/openapi.json", "description", "Service", "This description", {JSON: {"type": "object"}}),
        Operation("/sitemap.xml", "sitemap", "Service", "The addresses of all pages", text_of("application/xml")),
        Operation("/robots.txt", "robots", "Service", "What crawlers may read", text_of(TEXT)),
        Operation("/llms.txt", "llms", "Service", "What a language model should know", text_of(TEXT)),
    ]
