"""The costliest addresses that each route of the site can be asked with, for any built database."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from kb.site.tables.addresses import INSIDE, MOST_FACETS, MOST_ROWS, MOST_VALUES
from kb.synthesis.comparison import MOST
from kb.synthesis.review_method import MOST_CHOSEN

# What readers in a hurry would not ask for, and what a machine that wants to keep others out would.
TABLES = 6
WORDS = "admissions"
LONG = "care home support for older people "
FIXED = (
    "/", "/search", f"/search?q={WORDS}&size=30", f"/search?q={quote(LONG * 14)}", "/search.json?size=100",
    f"/search.json?q={WORDS}&size=100&mode=semantic", f"/search.json?q={WORDS}&size=100&sort=strength",
    "/search.csv", "/search.ris", "/search.bib", "/search.csv?q=care", f"/search/source?q={WORDS}",
    "/entries", "/entries.json", "/entries.csv", "/entries.ris", "/entries.bib", "/compare", f"/compare?find={WORDS}",
    "/map", "/map.json", "/map.svg", "/map.png", "/map.csv", f"/map?q={WORDS}&form=table&hopes=1", "/map?by=place_and_time",
    "/map?by=place", "/map?by=contract_type&over=care_model",
    "/review", "/review?size=50", "/review.json?size=50", "/review.md?size=50&whole=1", "/review.docx?size=50&whole=1",
    "/review.docx?size=50",
    f"/review?q={WORDS}&size=50", f"/review.svg?q={WORDS}", f"/review.png?q={WORDS}", f"/review.csv?q={WORDS}",
    "/suggest.json?q=a", "/suggest.json?q=care+ho", "/topics", "/topics.json",
    "/glossary", "/glossary.json", "/contacts", "/contacts.json", "/contacts.csv",
    "/vanguards", "/vanguards.json", "/vanguards.csv", "/about", "/api", "/openapi.json", "/feed.atom", "/sitemap.xml",
    "/robots.txt", "/llms.txt", "/-/healthz", "/-/readyz",
    "/-/kb.css", "/-/kb.js", "/kb", "/kb?_show_hidden=1", "/kb.json",
)  # fmt: skip


@dataclass(frozen=True)
class Longest:
    """What in a database is longest: entries by their results, claims, the terms with most results, tables by their rows."""

    entries: tuple[str, ...]
    claims: tuple[str, ...]
    source: str
    care_models: tuple[str, ...]
    outcomes: tuple[str, ...]
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    """Tables with their columns."""


def addresses(database: Path) -> tuple[str, ...]:
    """Give addresses that between them ask every route, each at its longest."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        longest = _longest(connection)
    return (*FIXED, *_of_entries(longest), *_of_topics(longest), *_of_tables(longest))


def _of_entries(longest: Longest) -> Iterator[str]:
    slug = longest.entries[0]
    yield from (f"/entries/{slug}{ending}" for ending in ("", ".json", ".csv", ".ris", ".bib"))
    yield f"/entries/{slug}/beside"
    yield from (f"/entries/{slug}/results.{ending}" for ending in ("svg", "png", "csv"))
    yield from (f"/sources/{longest.source}.{ending}" for ending in ("ris", "bib"))
    few, many = _named("entry", longest.entries[:MOST]), _named("entry", longest.entries)
    yield from (f"/compare{ending}?{few}" for ending in ("", ".json", ".csv"))
    baskets = ("basket", "basket.csv", "basket.ris", "basket.bib", "sources.ris")
    yield from (f"/{page}?{many}" for page in ("review", "review.docx", *baskets))
    yield from (f"/{page}?{_named('claim', longest.claims)}" for page in ("basket", "claims.csv"))
    yield f"/kb/entries/{slug}"


def _of_topics(longest: Longest) -> Iterator[str]:
    outcome, care_model = f"outcomes/{longest.outcomes[0]}", f"care_models/{longest.care_models[0]}"
    yield from (f"/topics/{outcome}{ending}" for ending in ("", ".json", ".csv", ".md", ".docx", ".svg", ".png"))
    yield from (f"/topics/{subject}" for subject in (care_model, f"{care_model}/{outcome}"))


def _of_tables(longest: Longest) -> Iterator[str]:
    for table, columns in longest.tables:
        facets = _named("_facet", columns[:MOST_FACETS])
        yield f"/kb/{table}?_size={MOST_ROWS}"
        yield f"/kb/{table}?_size={MOST_ROWS}&_facet_size={MOST_VALUES}&{facets}"
        yield f"/kb/{table}.json?_size=max"
        yield f"/kb/{table}.csv"


def _longest(connection: sqlite3.Connection) -> Longest:
    def listed(query: str) -> tuple[str, ...]:
        return tuple(str(row[0]) for row in connection.execute(query))

    entries = "select entry from impacts group by entry order by count(*) desc, entry"
    return Longest(
        entries=listed(f"{entries} limit {MOST_CHOSEN}"),
        claims=listed(f"select id from claims where impact is not null order by tellings desc, id limit {MOST_CHOSEN}"),  # noqa: S608 - a number
        source=listed("select source from citations group by source order by count(*) desc, source limit 1")[0],
        care_models=listed(
            "select care_model from impact_care_models group by care_model order by count(*) desc limit 1"
        ),
        outcomes=listed("select outcome from impacts group by outcome order by count(*) desc limit 1"),
        tables=tuple(_largest(connection, listed("select name from sqlite_schema where type = 'table'"))),
    )


def _largest(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    shown = [name for name in names if not INSIDE.search(name) and not name.startswith("sqlite_")]
    rows = {name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in shown}  # noqa: S608 - its own
    for name in sorted(shown, key=lambda name: -rows[name])[:TABLES]:
        columns = connection.execute(f'pragma table_info("{name}")').fetchall()
        yield name, tuple(column for _, column, *_ in columns)


def _named(name: str, values: Iterable[str]) -> str:
    return urlencode([(name, value) for value in values])
