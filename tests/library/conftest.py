import pytest

from kb.library.base import Base
from kb.published.version import open_version
from kb.search.engine import Search
from tests.exhibits import exhibit
from tests.publishing import WordEncoder


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """A small base with good and bad news, silence, withdrawal and hostile text."""
    version = open_version(exhibit(tmp_path_factory.mktemp("exhibits")))
    return Base(version, lambda: Search(version.database, WordEncoder()))
