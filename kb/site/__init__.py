"""The Datasette plugin: what Datasette asks of it, and nothing else."""

from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any

from asgi_gzip import GZipMiddleware
from datasette import Request, Response, hookimpl
from datasette.utils import StartupError
from jinja2 import Environment
from markupsafe import Markup

from kb.errors import KbError
from kb.site import filters, mcp
from kb.site.budget import limited
from kb.site.contributing import posted
from kb.site.frame import frame
from kb.site.public import addressed, public
from kb.site.routes import ROUTES
from kb.site.searching import engine_of
from kb.site.security import App, either, secured
from kb.site.site import DATABASE, site_of
from kb.site.tables import cells
from kb.site.tables import csv as table_csv
from kb.site.tables.addresses import require_readable
from kb.site.visit import failed, refused

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette


# The highest, 9, takes three times as long for answers that are a twentieth shorter.
COMPRESSION = 4


@hookimpl  # type: ignore[untyped-decorator]
def startup(datasette: "Datasette") -> Callable[[], Awaitable[None]]:
    """Open the search before the first reader comes; refuse to start with an encoder that does not fit or without a part."""

    async def ready() -> None:
        if DATABASE in datasette.databases:
            try:
                site = await site_of(datasette)
                await engine_of(site)
                if mcp.is_on():
                    await mcp.open_server(site)
            except KbError as error:
                raise StartupError(str(error)) from error

    return ready


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: "Datasette") -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Add our pages, and our way to read tables, before Datasette's own."""
    from kb.site.tables import views

    return [*ROUTES, *views.routes(datasette, DATABASE)]


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: "Datasette", request: Request | None) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Give every page, ours and Datasette's, what the frame around it shows."""

    async def variables() -> dict[str, Any]:
        return await frame(datasette, request)

    return variables


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment) -> None:
    """Teach templates to write numbers, money and dates."""
    env.filters.update(filters.FILTERS, whole_csv=table_csv.address)
    env.trim_blocks = env.lstrip_blocks = True


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: object, column: str, table: str, datasette: "Datasette") -> Markup | None:
    """Link the ids of entries in tables to their pages."""
    return cells.rendered(value, column, table, datasette)


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(
    request: Request, database: str, table: str, datasette: "Datasette"
) -> Callable[[], Awaitable[None]]:
    """Refuse filters of a table that Datasette would answer with the wrong rows."""

    async def checked() -> None:
        await require_readable(datasette, database, table, request)

    return checked


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: "Datasette") -> Callable[[App], App]:
    """Hold every answer to its budget and to the public address, add headers, give whole CSV files, and compress."""
    settings, base = public(), str(datasette.setting("base_url"))
    hidden, taken = table_csv.hidden(datasette), either(mcp.posted(base), posted(datasette))

    def wrapped(app: App) -> App:
        answering = mcp.at_mcp(table_csv.whole(app, hidden), datasette, base)
        inner = addressed(limited(answering, taken), settings)
        compressed: App = GZipMiddleware(secured(inner, base, taken), compresslevel=COMPRESSION)
        return compressed

    return wrapped


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: "Datasette", request: Request, exception: Exception) -> Iterator[None]:
    """Answer errors in our own frame. Wrapped, as Datasette would run its handler too, which prints each 404."""
    outcome = yield
    outcome.force_result([failed(datasette, request, exception)])  # type: ignore[attr-defined]


@hookimpl  # type: ignore[untyped-decorator]
def forbidden(datasette: "Datasette", request: Request) -> Callable[[], Awaitable[Any]]:
    """Answer what is switched off in our own frame."""

    async def answer() -> Response:
        return await refused(datasette, request)

    return answer
