from pathlib import Path

import pytest

from ingest.build import build
from ingest.read.load import Base, load
from ingest.store.versions import own_versions
from ingest.vectors.encoder_export import export
from ingest.vectors.model import packaged
from tests.samples import REPOSITORY, write_base


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    """A folder with one good entry."""
    return write_base(tmp_path / "entries")


@pytest.fixture(scope="session")
def real_base() -> Base:
    """The entries of this repository."""
    return load(REPOSITORY / "entries")


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    """The exported query encoder. Exporting takes long, so all tests share one."""
    folder = REPOSITORY / "build" / "tests" / "encoder"
    export(folder, packaged(), (version.encoder for version in own_versions(REPOSITORY / "build" / "kb.db")))
    return folder


@pytest.fixture
def output(tmp_path: Path, encoder_folder: Path) -> Path:
    """Where a build may write, with the encoder already there."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "encoder").symlink_to(encoder_folder)
    return folder / "kb.db"


@pytest.fixture
def built(entries: Path, output: Path) -> Path:
    """A database that was built from the one entry."""
    build(entries, output)
    return output


@pytest.fixture(scope="session")
def real_database() -> Path:
    """The published database of this repository's entries, built with the real models; unchanged parts are reused."""
    output = REPOSITORY / "build" / "kb.db"
    build(REPOSITORY / "entries", output)
    return output
