import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from kb.site.instance import instance
from tests.exhibits import exhibit
from tests.live import live

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NONE = "there is no Chromium here to drive the pages with; on Debian: apt-get install -y chromium"


# Playwright keeps an event loop running, which the asynchronous tests of other modules can't share.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip(NONE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def real(real_database: Path) -> Iterator[str]:
    """The real base on a real server."""
    with live(real_database, instance) as root:
        yield root


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server with the exhibits."""
    with live(exhibit(tmp_path_factory.mktemp("browsed"))) as root:
        yield root
