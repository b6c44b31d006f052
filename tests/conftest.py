from pathlib import Path

import pytest

from ingest.load import Base, load
from tests.samples import REPOSITORY, write_base


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    """A folder with one good entry."""
    return write_base(tmp_path / "entries")


@pytest.fixture(scope="session")
def real_base() -> Base:
    """The entries of this repository."""
    return load(REPOSITORY / "entries")
