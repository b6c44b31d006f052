from pathlib import Path

import pytest

from ingest.release.bundle import bundle
from tests.samples import REPOSITORY


@pytest.fixture(scope="session")
def released(real_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the real entries."""
    return bundle(real_database, REPOSITORY / "entries", tmp_path_factory.mktemp("dist"))
