from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from tests.exhibits import exhibit
from tests.publishing import site

Get = Callable[[str], Awaitable[httpx.Response]]


@pytest.fixture(scope="session")
def exhibits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the exhibits."""
    return exhibit(tmp_path_factory.mktemp("exhibits"))


@pytest_asyncio.fixture
async def get(exhibits: Path) -> AsyncIterator[Get]:
    """Asks the running application."""
    datasette = site(exhibits)
    await datasette.invoke_startup()
    yield datasette.client.get
