"""What is wrong with the address of one of Datasette's tables, where Datasette fails or answers another question."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasette import Request

from kb.errors import QueryError
from kb.site.area import Pairs
from kb.site.tables.csv import hidden

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette
    from datasette.database import Database

# fmt: off
COMPARISONS = (
    "exact", "not", "contains", "endswith", "startswith", "gt", "gte", "lt", "lte", "like",
    "notlike", "glob", "in", "notin", "arraycontains", "arraynotcontains", "date", "isnull", "notnull", "isblank", "notblank",
)
# fmt: on
FACETS = ("_facet", "_facet_array", "_facet_date")
MOST_FACETS, MOST_VALUES = 6, 100
# More rows than this make a page that no browser needs; programs read a thousand at a time.
MOST_ROWS = 30
# More does not fit into a number of SQLite.
DIGITS = 18
# Tables that SQLite keeps a full-text index in.
INSIDE = re.compile(r"_fts_(?:data|idx|content|docsize|config)$")


@dataclass(frozen=True)
class Rule:
    """What the values of the parameters with such a name must be."""

    name: str
    holds: Callable[[str], bool]
    must_be: str


def mistake(pairs: Pairs, *, table: bool) -> str | None:
    """Say what is wrong with the parameters that Datasette fails on; None where it is none of those known."""
    rules = RULES if table else (*RULES, SHAPE)
    broken = ((name, rule) for name, value in pairs for rule in rules if _breaks(name, value, rule))
    return next((f"{name} must be {rule.must_be}" for name, rule in broken), None)


def _breaks(name: str, value: str, rule: Rule) -> bool:
    return re.fullmatch(rule.name, name) is not None and not rule.holds(value)


def _whole(value: str) -> bool:
    return re.fullmatch(rf"-?[0-9]{{1,{DIGITS}}}", value) is not None


def _number(value: str) -> bool:
    return _whole(value) or not value.isdigit()


def _json(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return None


def _list(value: str) -> bool:
    found = _json(value)
    plain = isinstance(found, list) and all(isinstance(one, str | int | float | None) for one in found)
    return plain or not value.startswith("[")


def _column(value: str) -> str | None:
    """Give the column that a value names, plainly or as JSON."""
    if not value.startswith("{"):
        return value
    found = _json(value)
    named = (found.get("column") or found.get("simple")) if isinstance(found, dict) else None
    return named if isinstance(named, str) else None


def _through(value: str) -> bool:
    found = _json(value)
    return (
        isinstance(found, dict)
        and all(isinstance(found.get(part), str) for part in ("table", "column"))
        and isinstance(found.get("value"), str | int | float)
    )


def _switch(value: str) -> bool:
    return value.lower() in {"on", "off", "true", "false", "1", "0"}


THROUGH = 'JSON that names a table, a column and a value, as {"table": "tags", "column": "term", "value": "mcp"}'
RULES = (
    Rule("_timelimit", _whole, "a whole number of milliseconds"),
    Rule("_ttl", _whole, "a whole number of seconds"),
    Rule(
        "_facet_size", lambda value: _whole(value) and int(value) <= MOST_VALUES, f"a whole number up to {MOST_VALUES}"
    ),
    Rule("_json_infinity", _switch, "on or off"),
    Rule("_through", _through, THROUGH),
    Rule(
        "|".join(FACETS),
        lambda value: _column(value) is not None,
        'the name of a column, or JSON that names it, as {"column": "kind"}',
    ),
    Rule("_facet(?!_size$|_array$|_date$).+", lambda _: False, f"written as one of {', '.join(FACETS)}, _facet_size"),
    Rule(".*__(not)?in", _list, 'values with commas between them, or a list as ["a", "b"]'),
    Rule(".*__(gt|gte|lt|lte)", _number, f"a number of at most {DIGITS} digits"),
)
SHAPE = Rule("_shape", lambda value: value != "arrayfirst", "objects or array where the answer is not a table")


async def require_readable(datasette: "Datasette", database: str, table: str, request: Request) -> None:
    """Refuse what Datasette would fail on, or answer with wrong rows: SQLite takes an unknown column's name for a text.

    Raises QueryError that says what is wrong, and which columns or comparisons there are.
    """
    pairs = tuple((name, value) for name in request.args for value in request.args.getlist(name))
    wrong = mistake(pairs, table=True) or _costly(pairs, request.url_vars.get("format"))
    if request.args.get("_stream") and table in hidden(datasette):
        wrong = "only the search reads this table; take it whole from kb.db of a release, or page by page with _next"
    if wrong:
        raise QueryError(wrong)
    known = datasette.get_database(database)
    if INSIDE.search(table):
        raise QueryError(f"{table} is the inside of a full-text index of SQLite, which no page shows")
    details = await known.table_column_details(table)
    columns = (*(column.name for column in details), "rowid")
    _require_order(pairs, frozenset(column.name for column in details if column.type == "BLOB"))
    await _require_search(pairs, known, table)
    for name, value in pairs:
        if "__" in name or not name.startswith("_"):
            _require_filter(name, columns)
        elif name in FACETS and (column := _column(value)) is not None:
            _require_column(column, columns)
    keys = len(await known.primary_keys(table)) or 1
    _require_mark(pairs, keys, datasette.table_metadata(database, table))


def _require_order(pairs: Pairs, bytes_: frozenset[str]) -> None:
    wrong = next((value for name, value in pairs if name in ("_sort", "_sort_desc") and value in bytes_), None)
    if wrong:
        raise QueryError(f"{wrong} holds bytes, which have no order; sort by another column")


async def _require_search(pairs: Pairs, known: "Database", table: str) -> None:
    """Words are looked for where a table has a full-text index; Datasette would leave them out of account elsewhere."""
    asked = [name for name, _ in pairs if name == "_search" or name.startswith("_search_")]
    if asked and await known.fts_table(table) is None:
        indexed = [name for name in await known.table_names() if await known.fts_table(name) not in {None, name}]
        raise QueryError(f"{asked[0]} is not possible here: {table} has no full-text index; {', '.join(indexed)} have")
    given = [name for name, _ in pairs if name in ("_fts_table", "_fts_pk")]
    if given:
        raise QueryError(f"{given[0]} can't be chosen; _search takes the index of the table")


def _costly(pairs: Pairs, form: str | None) -> str | None:
    """Say which facets or rows are more than a page may hold."""
    facets = [(name, value) for name, value in pairs if name in FACETS]
    if len(facets) > MOST_FACETS:
        return f"at most {MOST_FACETS} facets can be asked for at once; the address asks for {len(facets)}"
    if len(set(facets)) < len(facets):
        return "a facet is asked for twice; each counts once"
    sizes = [value for name, value in pairs if name == "_size"]
    if form is None and any(value == "max" or (value.isdigit() and int(value) > MOST_ROWS) for value in sizes):
        return f"a page shows at most {MOST_ROWS} rows, as _size={MOST_ROWS}; .json gives 1000 and .csv all"
    return None


def _require_filter(name: str, columns: tuple[str, ...]) -> None:
    column, _, comparison = name.rpartition("__") if "__" in name else (name, "", "exact")
    _require_column(column, columns)
    if comparison not in COMPARISONS:
        raise QueryError(f"there is no comparison {comparison!r}; there are: {', '.join(COMPARISONS)}")


def _require_column(column: str, columns: tuple[str, ...]) -> None:
    if column not in columns:
        raise QueryError(f"there is no column {column!r} in this table; its columns are: {', '.join(columns)}")


def _require_mark(pairs: Pairs, keys: int, metadata: dict[str, object]) -> None:
    """Hold the mark of the next page to the row that it stands for: its sorted value, if any, and its key."""
    given = dict(pairs)
    sort = any(given.get(name) or metadata.get(name.removeprefix("_")) for name in ("_sort", "_sort_desc"))
    mark = given.get("_next")
    if mark and mark.count(",") + 1 != keys + sort:
        raise QueryError("_next is not a mark that this table gave; follow next_url, or leave _next out")
