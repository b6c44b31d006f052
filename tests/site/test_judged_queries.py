"""Every query of the judged sets, answered or refused, is an answer that programs can read."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import yaml
from datasette.app import Datasette

from kb.site.instance import instance
from tests.samples import REPOSITORY

EVAL = REPOSITORY / "tests" / "eval"


def queries() -> list[str]:
    files = sorted(EVAL.glob("*queries.yml"))
    judged = [one["text"] for path in files for one in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [*judged, *yaml.safe_load((EVAL / "off_topic.yml").read_text(encoding="utf-8"))]


@pytest_asyncio.fixture
async def served(real_database: Path) -> AsyncIterator[Datasette]:
    datasette = instance(real_database)
    await datasette.invoke_startup()
    yield datasette


# The order of meaning or of words alone is a matter of the same code: fewer will do.
@pytest.mark.parametrize(("mode", "every"), [("hybrid", 1), ("keyword", 7), ("semantic", 7)])
async def test_every_judged_query_is_answered_in_json(served: Datasette, mode: str, every: int) -> None:
    told = set()
    for query in queries()[::every]:
        answer = await served.client.get("/search.json", params={"q": query, "mode": mode, "size": "3"})
        assert answer.status_code == 200, query
        told.add(answer.json()["confident"])
    assert told == {True, False}
