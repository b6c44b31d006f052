"""Whether readers may propose changes here: another plugin answers at /contribute, if the operator has opened it."""

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

from kb.site.security import Posted

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette

# The name of the plugin, and of its settings: where it has any, it is open.
PLUGIN = "care-models-contribute"
PATH = "/contribute"
Scope = MutableMapping[str, Any]


def is_open(datasette: "Datasette") -> bool:
    """Tell whether readers may propose changes on this instance."""
    return datasette.plugin_config(PLUGIN) is not None


def posted(datasette: "Datasette") -> Posted:
    """Give what tells whether a request posts a form that is taken here; nothing else takes a body."""
    opened, base = is_open(datasette), str(datasette.setting("base_url")).rstrip("/")

    def is_taken(scope: Scope) -> bool:
        if not opened or scope["type"] != "http" or scope["method"] != "POST":
            return False
        path = str(scope["path"]).removeprefix(base)
        return path == PATH or path.startswith(f"{PATH}/")

    return is_taken
