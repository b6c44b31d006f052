import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.search.engine import Search
from kb.search.stems import Stemmer
from tests.publishing import WordEncoder, publish
from tests.samples import CITE, entry, write_base

FAILED = entry(
    kind="case-study",
    title="Old Town contract for older people that ended early",
    summary="The partners of Old Town stopped after eight months because the money did not suffice.",
    care_models=["integrated-care-other"],
    settings=["home"],
    population_groups=["older-people"],
    status={"state": "failed", "as_of": "2015-12"},
    place={"name": "Old Town", "region": "east-of-england", "country": "england"},
    contacts=None,
    contract={"types": ["prime-provider"]},
    population=[{"size": 12000, "counts": "older residents", "group": "older-people", "cite": CITE}],
    impacts=[
        {
            "outcome": "cost",
            "direction": "no-evidence-of-change",
            "basis": "observed",
            "design": "matched-control",
            "cite": CITE,
        }
    ],
    milestones=None,
    figures=[{"value": 19.5, "unit": "percent", "what": "Share of <the> budget & savings", "cite": CITE}],
    lessons=[{"text": "Check the price before signing; telehealth was not part of it.", "cite": CITE}],
    questions=[
        "What happens when a large tender goes wrong?",
        "Why would partners walk away from a deal?",
        "Who pays when the sums were wrong?",
    ],
    related=[{"slug": "sampleton-mcp", "relation": "contrasts-with", "note": "This one goes on."}],
)
HOMES = entry(
    kind="finding",
    title="Bags for residents of care homes",
    summary="A bag with papers and clothes travels with residents of care homes to hospital.",
    care_models=["ehch"],
    settings=["care-home"],
    population_groups=["care-home-residents"],
    status={"state": "implemented", "as_of": "2018"},
    place={"name": "Bagford", "region": "london", "country": "england"},
    contacts=None,
    contract=None,
    population=None,
    impacts=None,
    milestones=None,
    figures=None,
    lessons=None,
    questions=[
        "How do ambulance crews learn what a resident needs?",
        "What goes along to the ward?",
        "Does luggage matter?",
    ],
)


@pytest.fixture(scope="package")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small base: a community provider, a contract that failed, and a finding on care homes."""
    folder = tmp_path_factory.mktemp("search")
    entries = write_base(folder / "entries", sampleton_mcp=entry(), old_town=FAILED, bags=HOMES)
    return publish(entries, folder / "kb.db")


@pytest.fixture(scope="package")
def search(published: Path) -> Search:
    return Search(published, WordEncoder())


@pytest.fixture
def connection(published: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(f"{published.as_uri()}?mode=ro", uri=True)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def stemmer() -> Stemmer:
    return Stemmer()
