"""Cells of Datasette's tables: ids of entries and sources lead to what people read."""

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette

ENTRY_COLUMNS = frozenset({"entry", "other_entry", "withdrawn_successor"})
LINK = Markup('<a href="{}">{}</a>')
LINK_WITH_ID = Markup('<a href="{}">{}</a> <em>{}</em>')


def rendered(value: object, column: str, table: str, datasette: "Datasette") -> Markup | None:
    """Give a link where a cell names an entry; None leaves the cell to Datasette."""
    if not (column in ENTRY_COLUMNS or (table == "related" and column == "slug")):
        return None
    if isinstance(value, dict):
        return LINK_WITH_ID.format(_address(value["value"], datasette), value["label"], value["value"])
    return LINK.format(_address(value, datasette), value) if isinstance(value, str) and value else None


def _address(slug: object, datasette: "Datasette") -> str:
    return str(datasette.urls.path(f"/entries/{slug}"))
