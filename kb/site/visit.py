"""One request: what a page needs to read its address, the database, and to answer as HTML, JSON or an error."""

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson
from datasette import NotFound, Request, Response
from datasette.database import QueryInterrupted

from kb.errors import BusyError, KbError, QueryError
from kb.site.area import Area, Pairs, split
from kb.site.budget import budget
from kb.site.site import Site, site_of
from kb.site.tables.addresses import mistake

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette

log = logging.getLogger(__name__)
CACHE = {"cache-control": "max-age=60"}
METHODS = ("GET", "HEAD")
# What an error tells programs besides: what they may do, and in how many seconds they may come again.
HEADERS = {405: {"allow": ", ".join(METHODS)}, 503: {"retry-after": "5"}}
PART, MOST_DIGITS = "part", 4
# Formats that programs read; their errors are JSON too.
MACHINE = (
    ".json",
    ".csv",
    ".ris",
    ".bib",
    ".md",
    ".docx",
    ".atom",
    ".xml",
    ".txt",
    ".svg",
    ".png",
    "/-/healthz",
    "/-/readyz",
)


@dataclass(frozen=True)
class Visit:
    """A reader asks for a page: the request, the site, the reader's area, and the page's own parameters."""

    request: Request
    site: Site
    area: Area
    pairs: Pairs

    @property
    def slug(self) -> str:
        """Give the slug in the address."""
        return str(self.request.url_vars["slug"])

    @property
    def wants_json(self) -> bool:
        """Tell whether the address ends in .json."""
        return str(self.request.path).endswith(".json")

    def values(self, name: str) -> tuple[str, ...]:
        """Give all values of a parameter that are not empty, each once.

        Raises QueryError where a program names one twice; people who tick a box twice mean once.
        """
        given = [value for key, value in self.pairs if key == name and value]
        found = tuple(dict.fromkeys(given))
        if len(found) < len(given) and self.request.path.endswith(MACHINE):
            raise QueryError(f"{name} is given twice with one value; each value counts once")
        return found

    def allow(self, *names: str) -> None:
        """Refuse parameters that the page does not know. Raises QueryError naming those it knows."""
        unknown = next((name for name, _ in self.pairs if name not in names), None)
        if unknown is not None:
            known = f"allowed are: {', '.join(names)}" if names else "this page takes none"
            raise QueryError(f"unknown parameter {unknown!r}; {known}")

    async def page(self, template: str, context: dict[str, Any], status: int = 200) -> Response:
        """Answer with a page."""
        html = await self.site.datasette.render_template(template, context, request=self.request)
        return Response.html(html, status=status, headers=CACHE if status == 200 else {})

    def json(self, body: dict[str, Any], status: int = 200) -> Response:
        """Answer with JSON that others may fetch from their own pages."""
        return json_answer({**body, "data_version": self.site.build.data_version}, status)


def is_on(visit: Visit, name: str) -> bool:
    """Tell whether a switch in the address is on. Raises QueryError where its value is neither 1 nor empty."""
    value = (visit.values(name) or ("",))[-1]
    if value not in ("", "1"):
        raise QueryError(f"{name} has no value {value[:80]!r}; it is 1, or left out")
    return bool(value)


def part_of(visit: Visit) -> int:
    """Give which part of a page that is too large for one the address names, from 1. Raises QueryError for no number."""
    value = (visit.values(PART) or ("1",))[-1]
    if not (value.isascii() and value.isdigit()) or len(value) > MOST_DIGITS or not int(value):
        raise QueryError(f"{PART} has no value {value[:80]!r}; it is a whole number from 1")
    return int(value)


View = Callable[[Visit], Awaitable[Response]]


def json_answer(body: dict[str, Any], status: int = 200, more: Mapping[str, str] | None = None) -> Response:
    """Give a JSON response; the base is public, so pages of others may read it."""
    headers = {"access-control-allow-origin": "*", **(CACHE if status == 200 else {}), **(more or {})}
    return Response(orjson.dumps(body), status=status, headers=headers, content_type="application/json; charset=utf-8")


def visit(view: View) -> Callable[..., Awaitable[Response]]:
    """Turn a page into a view for Datasette; what a reader can put right is answered in words."""

    async def answer(request: Request, datasette: "Datasette") -> Response:
        if request.method not in METHODS:
            message = f"{request.method} is not possible here: everything is read with GET"
            return await error_answer(datasette, request, 405, message)
        try:
            site = await site_of(datasette)
            area, pairs = split(tuple(parse_qsl(request.query_string, keep_blank_values=True)), site.labels)
            return await view(Visit(request, site, area, pairs))
        except QueryError as error:
            return await error_answer(datasette, request, 400, str(error))
        except NotFound as error:
            return await error_answer(datasette, request, 404, str(error))
        except BusyError as error:
            return await error_answer(datasette, request, 503, str(error))
        except KbError as error:
            return await error_answer(datasette, request, 500, str(error))

    return answer


async def error_answer(datasette: "Datasette", request: Request, status: int, message: str) -> Response:
    """Say what went wrong: on a page to people, as JSON to programs."""
    headers = HEADERS.get(status, {})
    if request.path.endswith(MACHINE):
        return json_answer({"ok": False, "error": message, "status": status}, status, headers)
    sentence = message[:1].upper() + message[1:]
    context = {"status": status, "error": sentence, "title": ERROR_TITLES.get(status, "Something went wrong")}
    html = await datasette.render_template("problem.html", context, request=request)
    return Response.html(html, status=status, headers=headers)


async def refused(datasette: "Datasette", request: Request) -> Response:
    """Answer what the settings of a public instance switch off."""
    return await error_answer(datasette, request, 403, "SQL and the download of the database are switched off here.")


async def failed(datasette: "Datasette", request: Request, exception: Exception) -> Response:
    """Answer for an exception that reached Datasette: its own carry a status, any other is a defect and is logged."""
    # What is left of the request is to say what went wrong, which may take a query or two.
    budget.set(None)
    status, message = _explained(request, exception)
    if status >= 500:
        log.error("failed on %s", request.path, exc_info=exception)
    return await error_answer(datasette, request, status, message)


def _explained(request: Request, exception: Exception) -> tuple[int, str]:
    """Give the status and the words for an exception; Datasette fails on some slips in an address."""
    status = int(getattr(exception, "status", 500))
    message = str(exception.args[0]) if exception.args else ""
    if isinstance(exception, QueryError) or message.startswith(MISTAKES):
        return 400, message
    if isinstance(exception, QueryInterrupted) or getattr(exception, "title", None) == INTERRUPTED:
        return 400, "reading this took too long; ask for fewer rows, or filter by a column with few values"
    if status >= 500 and "pks" in request.url_vars and request.url_vars.get("format") == "blob":
        return 404, "There is no file in that column of the row; without .blob the row shows what it holds."
    if status >= 500 and "pks" in request.url_vars and isinstance(exception, PART_OF_KEY):
        return 404, "There is no row with that key."
    if status >= 500 and not {"table", "pks"} & set(request.url_vars) and request.url_vars.get("database"):
        return 400, "The page of all tables is a page or .json; each table has its own .csv and _shape."
    if status >= 500:
        pairs = tuple(parse_qsl(request.query_string, keep_blank_values=True))
        wrong = mistake(pairs, table="table" in request.url_vars)
        return (400, wrong) if wrong else (status, "Something went wrong here. It has been logged.")
    if message in {"", "404", "Database not found"}:
        message = f"There is nothing at {request.path}. Perhaps the address was mistyped or cut off."
    return status, message


# What SQLite's module raises for half a key, and for a key with more digits than a number has.
PART_OF_KEY = (sqlite3.ProgrammingError, OverflowError)
# Datasette calls these its own failure, though they are slips in an address.
MISTAKES = ("Cannot sort table", "Cannot use _sort", "Invalid _through")
INTERRUPTED = "SQL Interrupted"
ERROR_TITLES = {
    400: "That request can't be answered",
    403: "That is switched off here",
    404: "There is no such page",
    405: "That can't be done here",
    503: "Too much at once",
}
