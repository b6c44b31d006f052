"""The entries against the texts of their sources, where this machine has them: they are not part of the project."""

import os
from pathlib import Path

import pytest

from ingest.read.load import load
from ingest.verify.verification import Report, Status, verify
from tests.samples import REPOSITORY

FOLDER = Path(os.environ.get("CARE_MODELS_SOURCES") or REPOSITORY.parent / "shared" / "sources")
# The sources whose whole texts lie in the folder.
AT_HAND = {
    "mid-notts-hwb-2016",
    "ncm-programme-2018",
    "rapid-review-2016",
    "south-notts-2015",
    "south-worcestershire-2015",
}
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="CARE_MODELS_SOURCES names no folder of texts")


@pytest.fixture(scope="module")
def checked() -> Report:
    return verify(load(REPOSITORY / "entries"), FOLDER)


@pytest.mark.parametrize("status", [Status.NOT_FOUND, Status.ELSEWHERE, Status.NOT_CHECKED])
def test_every_cited_figure_stands_where_it_is_cited(checked: Report, status: Status) -> None:
    # A figure that only texts of other folders could show is no concern of this folder's.
    at_hand = [each.claim for each in checked.cited(status) if set(each.claim.ats) <= AT_HAND]
    assert [f"{claim.path}:{claim.line} {claim.text}" for claim in at_hand] == []


def test_every_figure_of_the_sources_is_used_or_explained(checked: Report) -> None:
    assert [f"{left.source}:{left.line} {left.printed}" for left in checked.unexplained] == []
