import pytest

from ingest.draft.finding.finder import Finder
from ingest.read.load import Base


@pytest.fixture(scope="session")
def finder(real_base: Base) -> Finder:
    """Finds with the real vocabularies and the real language model."""
    return Finder(real_base.vocabularies)
