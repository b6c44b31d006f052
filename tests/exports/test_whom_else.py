"""A review whose entries name nobody: whom other entries on the same name, in page, Markdown and Word."""

import io

import docx
import pytest
from datasette.app import Datasette

from tests.publishing import publish, site
from tests.samples import entry, write_base
from tests.site.pages import get, page, text

SAID = "None of these entries names anybody; on capitated (whole-population) budget:"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    root = tmp_path_factory.mktemp("whom")
    silent = entry(title="Silent team of Sampleton", contacts=[], settings=["mental-health"])
    alone = entry(title="Nobody knows anybody", contacts=[], contract=None, care_models=[], settings=[], impacts=[])
    base = write_base(root / "entries", sampleton_mcp=entry(), silent_team=silent, nobody_known=alone)
    return site(publish(base, root / "kb.db"))


@pytest.mark.parametrize("whole", ["", "&whole=1"])
@pytest.mark.parametrize("asked", ["entry=silent-team", "q=silent+capitated+budget&size=1"])
async def test_others_on_the_same_are_named_with_their_age_and_source(
    served: Datasette, asked: str, whole: str
) -> None:
    for ending in ("", ".md"):
        found = (await get(served, f"/review{ending}?{asked}{whole}")).text
        _, _, people = found.partition(SAID)
        assert "Pat Example" in people
        assert "years old" in people
    word = docx.Document(io.BytesIO((await get(served, f"/review.docx?{asked}{whole}")).content))
    assert SAID in [paragraph.text for paragraph in word.paragraphs]


async def test_a_card_of_two_topics_names_where_somebody_is_named(served: Datasette) -> None:
    shown = text(await page(served, "/search?q=capitated+budget+mental+health"))
    assert "Whom to ask: nobody named; on capitated (whole-population) budget alone: 2 contacts." in shown


async def test_where_an_entry_names_somebody_nobody_else_is_named(served: Datasette) -> None:
    assert SAID not in (await get(served, "/review?entry=silent-team&entry=sampleton-mcp")).text


async def test_where_nothing_is_on_the_same_nobody_is_named(served: Datasette) -> None:
    assert "No source of these entries names anybody." in (await get(served, "/review?entry=nobody-known")).text
