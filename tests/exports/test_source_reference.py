"""A source as a reference of its own: its own authors, title and address, and how far it was read."""

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware

from kb.exports.source_reference import source_bibtex, source_ris
from kb.published.record_types import SourceRecord
from tests.exports.conftest import Get

ARTICLE = SourceRecord(
    "study-2020", "Admissions & beds: 100% of 40 homes", "A Writer; B Author", "Journal of Care", "2020-05", "article",
    "page", "https://example.org/study", "10.1000/xyz_1", "abstract", None, "2026-11-20", 1, "Only the abstract.",
)  # fmt: skip


def test_ris_cites_the_source_and_not_this_base() -> None:
    (record,) = rispy.loads(source_ris(ARTICLE, "New Care Models Evidence Base"))
    assert record["type_of_reference"] == "JOUR"
    assert record["authors"] == ["A Writer", "B Author"]
    assert (record["year"], record["date"], record["doi"]) == ("2020", "2020/05/", "10.1000/xyz_1")
    assert record["urls"] == ["https://example.org/study"]
    assert "abstract read" in record["notes"][0]


def test_bibtex_cites_the_source_and_not_this_base() -> None:
    library = parse_string(
        source_bibtex(ARTICLE, "New Care Models Evidence Base"), append_middleware=[LatexDecodingMiddleware()]
    )
    assert library.failed_blocks == []
    (entry,) = library.entries
    fields = {field.key: field.value for field in entry.fields}
    assert (entry.entry_type, entry.key) == ("article", "study-2020")
    assert (fields["year"], fields["month"], fields["doi"]) == ("2020", "may", "10.1000/xyz_1")
    assert fields["journal"] == "Journal of Care"
    assert fields["title"] == ARTICLE.title


@pytest.mark.parametrize(("ending", "kind"), [("ris", "x-research-info-systems"), ("bib", "x-bibtex")])
async def test_each_source_has_its_files(get: Get, ending: str, kind: str) -> None:
    for source in ("leaflet-2016", "hostile-source"):
        answer = await get(f"/sources/{source}.{ending}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == f"application/{kind}; charset=utf-8"
        assert source in answer.text
    assert (await get(f"/sources/nothing.{ending}")).status_code == 404


async def test_hostile_text_stays_in_its_field(get: Get) -> None:
    (record,) = rispy.loads((await get("/sources/hostile-source.ris")).text)
    assert record["id"] == "hostile-source"
    library = parse_string((await get("/sources/hostile-source.bib")).text)
    assert (library.failed_blocks, len(library.entries)) == ([], 1)


@pytest.mark.parametrize("ending", ["ris", "bib"])
async def test_the_sources_of_several_entries_come_each_once_and_none_is_by_this_base(get: Get, ending: str) -> None:
    chosen = ("sampleton-mcp", "hostile-text")
    cited: list[str] = []
    for slug in chosen:
        cited += [source["id"] for source in (await get(f"/entries/{slug}.json")).json()["sources"]]
    answer = await get(f"/sources.{ending}?{'&'.join(f'entry={slug}' for slug in chosen)}")
    assert answer.status_code == 200
    if ending == "ris":
        found = rispy.loads(answer.text)
        assert [record["id"] for record in found] == list(dict.fromkeys(cited))
        assert all("New Care Models Evidence Base" not in record["authors"] for record in found)
    else:
        assert [entry.key for entry in parse_string(answer.text).entries] == list(dict.fromkeys(cited))


@pytest.mark.parametrize(
    "address", ["/entries/sampleton-mcp", "/basket?entry=sampleton-mcp", "/review?entry=sampleton-mcp"]
)
async def test_pages_lead_to_the_sources_as_references(get: Get, address: str) -> None:
    page = (await get(address)).text
    for ending in ("ris", "bib"):
        assert f"/sources.{ending}?entry=sampleton-mcp" in page


@pytest.mark.parametrize(("query", "status"), [("", 400), ("?entry=nope", 404), ("?claim=x", 400)])
async def test_sources_of_nothing_or_of_an_unknown_entry_are_refused(get: Get, query: str, status: int) -> None:
    assert (await get(f"/sources.ris{query}")).status_code == status
