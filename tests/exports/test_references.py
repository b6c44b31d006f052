import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry

from kb.exports.text import one_line
from tests.exhibits import LONG_TITLE
from tests.exports.conftest import Get


async def records(get: Get, address: str) -> list[dict[str, object]]:
    answer = await get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/x-research-info-systems")
    return list(rispy.loads(answer.text))


async def entries(get: Get, address: str) -> list[Entry]:
    answer = await get(address)
    assert answer.status_code == 200
    library = parse_string(answer.text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return list(library.entries)


async def test_ris_holds_one_record_for_each_hit(get: Get) -> None:
    hits = (await get("/search.json?q=sampleton")).json()["results"]
    assert [record["id"] for record in await records(get, "/search.ris?q=sampleton")] == [hit["slug"] for hit in hits]


async def test_ris_says_what_is_cited_where_and_from_which_data(get: Get) -> None:
    (record,) = await records(get, "/entries/sampleton-mcp.ris")
    assert record["type_of_reference"] == "ELEC"
    assert record["title"] == "Sampleton community provider"
    assert record["year"] == "2017"
    assert record["date"] == "2017/03/01"
    assert record["urls"] == ["http://localhost/entries/sampleton-mcp"]
    assert "Multispecialty community provider" in record["keywords"]  # type: ignore[operator]
    notes = " ".join(record["notes"])  # type: ignore[arg-type]
    assert "data version testversion1" in notes
    assert "Source: Sampleton CCG. A leaflet about Sampleton. Sampleton CCG, November 2016." in notes


async def test_ris_keeps_hostile_text_on_its_line(get: Get) -> None:
    (record,) = await records(get, "/entries/hostile-text.ris")
    assert record["title"] == one_line(LONG_TITLE)


async def test_bibtex_holds_one_record_for_each_hit(get: Get) -> None:
    hits = (await get("/search.json?q=sampleton")).json()["results"]
    assert [entry.key for entry in await entries(get, "/search.bib?q=sampleton")] == [hit["slug"] for hit in hits]


async def test_bibtex_says_what_is_cited(get: Get) -> None:
    (entry,) = await entries(get, "/entries/sampleton-mcp.bib")
    fields = {field.key: field.value for field in entry.fields}
    assert entry.entry_type == "misc"
    assert fields["author"] == "New Care Models Evidence Base"
    assert (fields["year"], fields["month"]) == ("2017", "mar")
    assert fields["url"] == "http://localhost/entries/sampleton-mcp"


async def test_bibtex_gives_hostile_text_back(get: Get) -> None:
    (entry,) = await entries(get, "/entries/hostile-text.bib")
    title = next(field.value for field in entry.fields if field.key == "title")
    # The decoder writes a circumflex as the letter modifier that looks like it.
    assert title.replace("ˆ", "^").replace("˜", "~") == one_line(LONG_TITLE)


async def test_a_withdrawn_entry_says_so_in_references(get: Get) -> None:
    (record,) = await records(get, "/entries/old-sampleton.ris")
    assert record["notes"][0] == "Withdrawn on 20 November 2026: It was recorded twice."  # type: ignore[index]
