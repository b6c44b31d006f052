import io
import re

import docx
import pytest

from kb.exports.markdown import escaped
from tests.exhibits import LONG_TITLE, MARKUP
from tests.exports.conftest import Get

QUERY = "?q=admissions&sort=title"
WHOLE = f"{QUERY}&whole=1"


async def word(get: Get, query: str) -> "docx.document.Document":
    answer = await get(f"/review.docx{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == ("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    return docx.Document(io.BytesIO(answer.content))


async def test_markdown_says_how_it_was_searched(get: Get) -> None:
    answer = await get(f"/review.md{WHOLE}")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    text = answer.text
    assert text.startswith("# Rapid review: admissions\n")
    for line in ("**Words:** admissions", "**Order:** by title", "**Data version:** testversion1"):
        assert f"\n{line}\n" in text
    assert "**Address:** http://localhost/review?q=admissions&sort=title" in text
    total = (await get(f"/search.json{QUERY}")).json()["total"]
    assert f"\n**Entries found:** {total}\n" in text


async def test_markdown_gives_results_as_the_records_have_them(get: Get) -> None:
    text = (await get("/review.md?entry=sampleton-homes&whole=1")).text
    row = next(line for line in text.splitlines() if line.startswith("| 1 | Emergency admissions"))
    assert "Increase: +12%" in row
    assert "95% interval from 2 to 22%" in row
    assert "against: usual care (3.5%)" in row
    assert "5 of 5, very strong" in row
    assert r"\[1, slide 3\]" in row
    assert "Hospital bed days: Decrease: −30 to −20%; target; description. Not a result." in text


async def test_results_that_differ_stand_side_by_side(get: Get) -> None:
    text = (await get("/review.md?entry=sampleton-homes&entry=sampleton-mcp&whole=1")).text
    differing = text.split("## Where results do not agree")[1].split("\n## ")[0]
    assert "+12%" in differing
    assert "−9.5%" in differing


async def test_a_review_without_results_says_so(get: Get) -> None:
    text = (await get("/review.md?entry=quiet-nights&whole=1")).text
    assert "None of these entries records a result." in text
    assert "They record 0 results." in text


async def test_a_review_of_nothing_says_that_it_is_a_gap(get: Get) -> None:
    text = (await get("/review.md?kind=finding&region=north-east")).text
    assert "Nothing in the base passes these conditions." in text


async def test_word_has_headings_tables_and_all_that_markdown_has(get: Get) -> None:
    document = await word(get, WHOLE)
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 2"]
    assert headings[:3] == ["How the entries were found", "Key studies", "Results"]
    assert headings[-2:] == ["How far to trust this", "Sources"]
    total = (await get(f"/search.json{QUERY}")).json()["total"]
    assert len(document.tables[0].rows) == 1 + total
    assert document.tables[1].rows[0].cells[1].text == "Outcome"
    assert document.core_properties.title == "Rapid review: admissions"


async def test_word_numbers_pages_repeats_headers_and_links(get: Get) -> None:
    document = docx.Document(io.BytesIO((await get(f"/review.docx{WHOLE}")).content))
    footer = document.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)
        assert table.columns[1].width > 2 * table.columns[0].width
    linked = {link.target_ref for link in document.part.rels.values() if link.is_external}
    assert f"http://localhost/review{QUERY}" in linked
    assert "http://localhost/entries/sampleton-homes" in linked


async def test_word_holds_hostile_text_as_it_is(get: Get) -> None:
    document = await word(get, "?entry=hostile-text&whole=1")
    assert document.tables[0].rows[1].cells[1].text == " ".join(LONG_TITLE.split())


async def test_markup_stays_text_in_markdown(get: Get) -> None:
    text = (await get("/review.md?entry=hostile-text&whole=1")).text
    assert "<script" not in text.replace(r"\<script", "")
    assert "[x](" not in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. one", r"1\. one"),
        ("- one", r"\- one"),
        ("97,000 people", "97,000 people"),
        ("a | b", r"a \| b"),
        ("R&D, and &copy; as it is", r"R&D, and \&copy; as it is"),
        ("# no heading\nand so on", r"\# no heading and so on"),
        ("−9.5% to 3%", "−9.5% to 3%"),
    ],
)
def test_only_what_markdown_would_take_for_markup_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_all_markup_is_escaped() -> None:
    assert all(f"\\{sign}" in escaped(MARKUP) for sign in "<>{}[]|*_~#$\\" if sign in MARKUP)


async def test_an_entry_to_review_that_is_not_there_is_named(get: Get) -> None:
    answer = await get("/review.docx?entry=nowhere")
    assert answer.status_code == 404
    assert "'nowhere'" in answer.json()["error"]


async def test_the_parameters_of_a_search_are_no_part_of_a_selection(get: Get) -> None:
    answer = await get("/review.md?entry=sampleton-mcp&q=nurse")
    assert answer.status_code == 400


def paragraphs(document: "docx.document.Document") -> str:
    return "\n".join(one.text for one in document.paragraphs)


async def test_word_is_a_paper_upright_with_the_plot_and_what_it_cites(get: Get) -> None:
    document = await word(get, QUERY)
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width < section.page_height
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 2"]
    assert headings[:2] == ["Emergency admissions", "The strongest results"]
    assert headings[-3:] == ["Entries", "Sources", "How it was searched"]
    (drawing,) = document.inline_shapes
    assert "results of the entries of this review" in drawing._inline.docPr.get("descr")
    text = paragraphs(document)
    assert set(re.findall(r"\[(\d+),", text)) == set(re.findall(r"\[(\d+)\]", text))
    assert f"http://localhost/review{QUERY}" in text
    assert "http://localhost/entries/sampleton-homes" in text


async def test_page_word_and_markdown_of_a_paper_say_the_same(get: Get) -> None:
    text = paragraphs(await word(get, QUERY))
    written = (await get(f"/review.md{QUERY}")).text
    assert "](<http://localhost/review.svg?q=admissions&sort=title>)" in written
    shown = (await get(f"/review{QUERY}")).text
    for said in ("+12%", "−9.5%", "Agree early how savings are shared.", "Pat Example"):
        assert said in text
        assert said in shown
        assert said in written


async def test_a_paper_of_entries_without_results_has_no_plot_and_says_whom_nobody_names(get: Get) -> None:
    document = await word(get, "?entry=quiet-nights")
    assert len(document.inline_shapes) == 0
    assert "No source of these entries names anybody." in paragraphs(document)


async def test_a_paper_numbers_its_sources_without_gaps_in_the_order_in_which_it_cites_them(get: Get) -> None:
    for query in (QUERY, "?entry=sampleton-homes&entry=sampleton-mcp", "?q=emergency"):
        body, _, sources = (await get(f"/review.md{query}")).text.partition("\n## Sources\n")
        cited = list(dict.fromkeys(re.findall(r"\\\[(\d+), ", body)))
        listed = re.findall(r"^- \\\[(\d+)\\\]", sources, flags=re.MULTILINE)
        assert cited == listed == [str(number) for number in range(1, len(listed) + 1)], query


async def test_a_review_says_that_what_its_entries_cite_was_read(get: Get) -> None:
    assert "Only the documents that these entries cite were read." in (await get(f"/review.md{QUERY}")).text


async def test_markup_stays_text_in_the_paper(get: Get) -> None:
    text = (await get("/review.md?entry=hostile-text")).text
    assert "<script" not in text.replace(r"\<script", "")
    assert "[x](" not in text
