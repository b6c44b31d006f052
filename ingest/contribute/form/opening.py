"""Opens the form on an instance: `kb serve --contribute` does."""

from pathlib import Path
from typing import Any

from datasette.plugins import pm

import ingest.contribute.form as plugin
from ingest.read.load import require_folder
from kb.site.contributing import PLUGIN


def opened(entries: Path) -> dict[str, dict[str, Any]]:
    """Register the plugin, and give its settings for an instance whose base lies in a folder.

    Raises BrokenEnvironmentError where there is no such folder.
    """
    require_folder(entries)
    if not pm.has_plugin(PLUGIN):
        pm.register(plugin, PLUGIN)
    return {PLUGIN: {"entries": str(entries.resolve())}}
