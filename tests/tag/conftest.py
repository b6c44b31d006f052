import pytest

from ingest.read.load import Base
from ingest.tag.tagger import Tagger


@pytest.fixture(scope="session")
def tagger(real_base: Base) -> Tagger:
    """A tagger with the vocabularies of this repository. Loading the model takes long, so all tests share one."""
    return Tagger(real_base.vocabularies)
