"""The bench asks the whole application, as a server does, and gets its answer."""

import asyncio
import gzip
import json
from pathlib import Path

import pytest

from ingest.evaluate.speed.asgi import get
from kb.errors import BrokenEnvironmentError
from tests.publishing import site


async def test_an_answer_comes_though_the_application_waits_to_hear_whether_the_reader_leaves(database: Path) -> None:
    application = site(database).app()
    body = await asyncio.wait_for(get(application, "/search.json", "q=sampleton"), timeout=60)
    assert json.loads(gzip.decompress(body))["results"]
    with pytest.raises(BrokenEnvironmentError, match="answered 404"):
        await get(application, "/no-such-page", "")
