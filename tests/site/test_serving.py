import shutil
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.utils import StartupError

from tests.publishing import site
from tests.site.pages import get, links, page


async def test_a_server_without_the_encoder_does_not_start(database: Path, tmp_path: Path) -> None:
    alone = tmp_path / "kb.db"
    shutil.copy(database, alone)
    with pytest.raises(StartupError, match="make build"):
        await Datasette([], immutables=[str(alone)]).invoke_startup()


async def test_without_the_base_every_page_says_what_is_missing() -> None:
    other = Datasette([], memory=True)
    await other.invoke_startup()
    assert "no database named 'kb'" in (await get(other, "/search.json", 500)).json()["error"]
    await get(other, "/search", 500)


async def test_all_links_stay_below_the_path_of_the_site(database: Path) -> None:
    served = site(database)
    served._settings["base_url"] = "/evidence/"
    for address in ("/", "/search?q=sampleton", "/entries/sampleton-mcp", "/map", "/about", "/kb/entries"):
        inner = [link for link in links(await page(served, address)) if link.startswith("/")]
        assert inner
        assert all(link.startswith("/evidence/") for link in inner), address
