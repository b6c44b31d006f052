"""Datasette's views of a table and a row, in an order without ties, without hidden columns, and safe as CSV."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import Request
from datasette.utils import CustomRow, tilde_encode
from datasette.views.row import RowView
from datasette.views.table import TableView

from kb.exports.table import safe

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette
    from datasette.database import Database

TABLE = r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)(\.(?P<format>\w+))?$"
ROW = r"/(?P<database>[^\/\.]+)/(?P<table>[^/]+?)/(?P<pks>[^/]+?)(\.(?P<format>\w+))?$"
# What SQLite sorts before every key of such a column, and after every value but bytes.
BEFORE = {"INTEGER": "-9223372036854775808"}
AFTER = "\U0010ffff"
Answer = tuple[Any, ...]


class Table(TableView):  # type: ignore[misc]
    """A table of which any order is complete: rows that are equal in the sorted column follow their key."""

    async def data(self, request: Request, default_labels: bool = False, **page: Any) -> Answer:  # noqa: ANN401 - as Datasette calls it
        """Give what the page shows."""
        database = self.ds.get_database(route=request.url_vars["database"])
        sort = _sort(request, self.ds.table_metadata(database.name, request.url_vars["table"]))
        if sort and not page.get("_next") and not request.args.get("_next"):
            page["_next"] = await _first(database, request.url_vars["table"], sort)
        answer: Answer = _safe(request, await super().data(request, default_labels, **page))
        hidden = _hidden(request, sort, answer[0]) if isinstance(answer, tuple) else None
        return _without(answer, hidden) if hidden else answer

    async def columns_to_select(self, table_columns: list[str], pks: list[str], request: Request) -> list[str]:
        """Read the sorted column too where it is not shown, since the mark of the next page holds its value."""
        chosen: list[str] = await super().columns_to_select(table_columns, pks, request)
        sort = _sort(request, self.ds.table_metadata(request.url_vars["database"], request.url_vars["table"]))
        missing = sort and sort[0] in table_columns and sort[0] not in chosen
        return [*chosen, sort[0]] if sort and missing else chosen


class Row(RowView):  # type: ignore[misc]
    """A row whose CSV no spreadsheet takes for a formula."""

    async def data(self, request: Request, default_labels: bool = False) -> Answer:
        """Give what the page shows."""
        answer: Answer = _safe(request, await super().data(request, default_labels))
        return answer


def routes(datasette: "Datasette", database: str) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Give the addresses of the tables and rows of one database with their views."""
    named = rf"/(?P<database>{database})/"
    views = ((TABLE, Table), (ROW, Row))
    return [
        ("^" + address.replace(r"/(?P<database>[^\/\.]+)/", named), view.as_view(datasette)) for address, view in views
    ]


def _sort(request: Request, metadata: dict[str, Any]) -> tuple[str, bool] | None:
    """Give the column that rows are sorted by, and whether the largest comes first."""
    given = [(request.args.get(name), name == "_sort_desc") for name in ("_sort", "_sort_desc")]
    if not any(column for column, _ in given):
        given = [(metadata.get(name), name == "sort_desc") for name in ("sort", "sort_desc")]
    return next(((column, downwards) for column, downwards in given if column), None)


async def _first(database: "Database", table: str, sort: tuple[str, bool]) -> str:
    """Give the mark of the page that begins with the first row: after a mark Datasette settles ties by the key."""
    keys = await database.primary_keys(table)
    types = {column.name: column.type for column in await database.table_column_details(table)}
    lowest = [BEFORE.get(types[key], "") for key in keys] or [BEFORE["INTEGER"]]
    return ",".join([tilde_encode(AFTER) if sort[1] else "$null", *lowest])


def _hidden(request: Request, sort: tuple[str, bool] | None, data: dict[str, Any]) -> str | None:
    """Give the sorted column where it was read only to sort by."""
    if sort is None or sort[0] in data["primary_keys"]:
        return None
    left_out = sort[0] in request.args.getlist("_nocol")
    not_chosen = "_col" in request.args and sort[0] not in request.args.getlist("_col")
    return sort[0] if left_out or not_chosen else None


def _without(answer: Answer, column: str) -> Answer:
    """Give an answer without a column."""
    data, template, *more = answer
    data["columns"] = [name for name in data["columns"] if name != column]
    data["rows"] = [CustomRow(data["columns"], {name: row[name] for name in data["columns"]}) for row in data["rows"]]
    data["expanded_columns"] = [name for name in data["expanded_columns"] if name != column]

    async def shown() -> dict[str, Any]:
        context: dict[str, Any] = await template()
        context["display_columns"] = [each for each in context["display_columns"] if each["name"] != column]
        for row in context["display_rows"]:
            row.cells = [cell for cell in row.cells if cell["column"] != column]
        return context

    return data, shown, *more


def _safe(request: Request, answer: Any) -> Any:  # noqa: ANN401 - a page, or a redirect
    """Guard each text of a CSV."""
    if request.url_vars.get("format") == "csv" and isinstance(answer, tuple):
        columns = answer[0]["columns"]
        rows = ({name: _guarded(row[name]) for name in columns} for row in answer[0]["rows"])
        answer[0]["rows"] = [CustomRow(columns, cells) for cells in rows]
    return answer


def _guarded(cell: Any) -> Any:  # noqa: ANN401 - any value of a database
    return {name: safe(part) for name, part in cell.items()} if isinstance(cell, dict) else safe(cell)
