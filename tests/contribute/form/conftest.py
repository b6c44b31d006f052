from pathlib import Path

import pytest
from datasette.app import Datasette

from ingest.contribute.form.opening import opened
from ingest.read.load import Base, load
from tests.publishing import publish, site
from tests.samples import write_base

REPOSITORY_OF_BASE = "https://example.org/base"
EDITORS = "editors@example.org"


@pytest.fixture(scope="session")
def form_entries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small base that says where its repository is, and whom to write to."""
    entries = write_base(tmp_path_factory.mktemp("contributed") / "entries")
    about = entries / "base.yml"
    told = f"repository: {REPOSITORY_OF_BASE}\ncorrections: {EDITORS}\n"
    about.write_text(about.read_text(encoding="utf-8") + told, encoding="utf-8")
    return entries


@pytest.fixture(scope="session")
def small_base(form_entries: Path) -> Base:
    return load(form_entries)


@pytest.fixture(scope="session")
def published_form(form_entries: Path) -> Path:
    return publish(form_entries, form_entries.parent / "out" / "kb.db")


@pytest.fixture
def open_site(form_entries: Path, published_form: Path) -> Datasette:
    """An instance whose operator has opened the form."""
    return site(published_form, {"plugins": opened(form_entries)})
