"""The form in which readers propose entries and corrections: a Datasette plugin, open only where an operator opens it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from kb.site.contributing import PATH, is_open, posted

if TYPE_CHECKING:
    from datasette.app import Datasette


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: "Datasette") -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Add the form's addresses, where the form is open."""
    if not is_open(datasette):
        return []
    from ingest.contribute.form.views import contribute, script, stylesheet

    return [
        (rf"^{PATH}/?$", contribute),
        (rf"^{PATH}/(?:entry|source)$", contribute),
        (rf"^{PATH}/(?:check|lists)\.json$", contribute),
        (rf"^{PATH}/form\.css$", stylesheet),
        (rf"^{PATH}/form\.js$", script),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def skip_csrf(datasette: "Datasette", scope: dict[str, Any]) -> bool:
    """A form does nothing but answer whoever sent it, and no cookie or right is needed; so there is nothing to steal."""
    return posted(datasette)(scope)
