"""What leaves the printer: a review of two pages in which nothing is cited that is not listed, and comparisons of five."""

import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import docx
import pdfplumber
import pytest
from pdfminer.fontmetrics import FONT_METRICS
from playwright.sync_api import Browser, Page

from tests.browser.looking import sideways

# Real questions, of many and of few results, with and without contacts, contracts and failures.
QUESTIONS = (
    "alliance contract for intermediate care",
    "telehealth",
    "care homes",
    "falls",
    "what went wrong",
    "end of life care",
    "emergency admissions",
    "capitated budget",
)
CITED, LISTED = r"\[(\d+),", r"\[(\d+)\]"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def printed(page: Page, address: str) -> pdfplumber.pdf.PDF:
    page.goto(address)
    return pdfplumber.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_review_fits_on_two_pages_with_a_plot_and_all_that_it_cites(page: Page, real: str, question: str) -> None:
    with printed(page, f"{real}/review?q={quote(question)}") as paper:
        assert 1 <= len(paper.pages) <= 2
        text = "\n".join(one.extract_text() for one in paper.pages)
        assert len([line for one in paper.pages for line in one.curves + one.rects + one.lines]) > 10
    cited = set(re.findall(CITED, text))
    assert cited
    assert set(re.findall(LISTED, text)) == cited
    # Where an address is known it is printed, and so are those of the entries and of the review itself.
    bare = re.sub(r"\s", "", text)
    for link in page.locator(".sources li a, #r-entries + ol a").all():
        assert re.sub(r"\s", "", link.get_attribute("href") or "") in bare
    assert f"{real}/review?q=".removeprefix("http://") in bare


@pytest.mark.parametrize("question", QUESTIONS[:3])
def test_the_word_file_of_a_review_takes_two_pages(page: Page, real: str, question: str) -> None:
    # A file is written in a process that lets all others go first.
    file = page.request.get(f"{real}/review.docx?q={quote(question)}", timeout=0).body()
    document = docx.Document(io.BytesIO(file))
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    # A page of the site would refuse styles that stand in a text.
    page.goto("about:blank")
    page.set_content(as_word_lays_it_out(document, arial(text) / page.evaluate(WIDTH, text)))
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        assert 1 <= len(paper.pages) <= 2
        assert "Sources" in "".join(one.extract_text() for one in paper.pages)


# How wide a text of one em is in the letters that the browser has.
WIDTH = """text => { const drawing = document.createElement("canvas").getContext("2d"); drawing.font = "100px Arial";
    return drawing.measureText(text).width / 100 }"""


def arial(text: str) -> float:
    """Give how wide a text of one em is in Arial, whose letters are as wide as Helvetica's."""
    widths = FONT_METRICS["Helvetica"][1]
    return sum(widths.get(letter, widths["n"]) for letter in text) / 1000


def as_word_lays_it_out(document: "docx.document.Document", narrower: float) -> str:
    """Give a page with the sizes of a Word file; the browser's letters are made so much narrower as Arial's are."""
    section = document.sections[0]
    edge, wide, high = (
        length.mm if length else 0 for length in (section.left_margin, section.page_width, section.page_height)
    )
    sheet = f"@page {{ size: {wide}mm {high}mm; margin: {edge}mm }}"
    blocks = [f"<style>{sheet} body {{ margin: 0; font-family: Arial }} p {{ margin: 0 }}</style>"]
    for paragraph in document.paragraphs:
        style = paragraph.style
        assert style is not None
        size = next(s.font.size.pt for s in lineage(style) if s.font.size)
        before, after = (
            next((space.pt for s in lineage(style) if (space := getattr(s.paragraph_format, name)) is not None), 0)
            for name in ("space_before", "space_after")
        )
        letters = f"font-size:{size * narrower}pt;line-height:{size * 1.15}pt"
        look = f"{letters};padding:{before}pt 0 {after}pt {'6mm' if 'Bullet' in style.name else '0'}"
        drawn = paragraph._p.xpath(".//wp:extent")
        inner = f'<div style="height:{int(drawn[0].get("cy")) / 36000}mm"></div>' if drawn else escape(paragraph.text)
        blocks.append(f'<p style="{look}">{inner}</p>')
    return "".join(blocks)


def lineage(style: Any) -> Iterator[Any]:  # noqa: ANN401 - a style of python-docx
    """Give a style and those that it is based on."""
    while style is not None:
        yield style
        style = style.base_style


def test_the_whole_review_prints_the_address_of_what_it_leaves_out(page: Page, real: str) -> None:
    with printed(page, f"{real}/review?q=unitingcare&whole=1") as paper:
        text = re.sub(r"\s", "", "".join(one.extract_text() for one in paper.pages))
    assert re.search(r"moreonitspage:http://\S+?/entries/\S+?#\w+", text)


@pytest.fixture(scope="module")
def longest(real_database: Path) -> list[str]:
    with closing(sqlite3.connect(real_database)) as connection:
        query = "select entry from impacts group by entry order by count(*) desc limit 5"
        return [row[0] for row in connection.execute(query)]


def test_five_columns_fit_at_1280_and_print_whole_on_a4_across(page: Page, real: str, longest: list[str]) -> None:
    address = f"{real}/compare?{urlencode([('entry', slug) for slug in longest])}"
    with printed(page, address) as paper:
        first = paper.pages[0]
        assert (round(first.width), round(first.height)) == (842, 595)
        # A column that was cut would have letters beyond the edge, or none of its own near it.
        margin = 12 / 25.4 * 72 - 2
        for sheet in paper.pages:
            assert min(letter["x0"] for letter in sheet.chars) >= margin
            assert max(letter["x1"] for letter in sheet.chars) <= sheet.width - margin
        columns = [re.sub(r"\s", "", column.extract_text()) for column in columns_of(first, len(longest))]
    assert sideways(page) == 0
    table = page.evaluate(
        "[document.querySelector('.compare').scrollWidth, document.querySelector('.compare').parentElement.clientWidth]"
    )
    assert table[0] <= table[1]
    for column, slug in zip(columns, longest, strict=True):
        assert column.count(f"/entries/{slug}") == 1


def columns_of(sheet: pdfplumber.page.Page, number: int) -> list[pdfplumber.page.Page]:
    """Part a printed comparison into its columns: the first holds the names of the rows and is 2.1 cm wide."""
    left = next(word["x0"] for word in sheet.extract_words() if word["text"] == "Outcomes") - 3
    start, right = left + 2.1 / 2.54 * 72, sheet.width - left
    width = (right - start) / number
    return [sheet.crop((start + n * width, 0, start + (n + 1) * width, sheet.height)) for n in range(number)]


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        ("/review?q=admissions", "/review?q=admissions&whole=1"),
        ("/topics/outcomes/emergency-admissions", "/topics/outcomes/emergency-admissions.docx"),
        ("/topics/care_models/mcp", "/search?care_model=mcp"),
    ],
)
def test_what_a_paper_leaves_out_has_its_address_there(page: Page, real: str, path: str, whole: str) -> None:
    with printed(page, f"{real}{path}") as paper:
        bare = re.sub(r"\s", "", "".join(one.extract_text() for one in paper.pages))
    assert f"{real}{whole}" in bare


def test_the_key_of_the_map_is_on_one_sheet_and_nothing_asks_for_a_click(page: Page, real: str) -> None:
    with printed(page, f"{real}/map") as paper:
        sheets = [one.extract_text() for one in paper.pages]
    assert [number for number, text in enumerate(sheets) if "strength 0" in text and "no result: a gap" in text] == [0]
    assert "Choose" not in "".join(sheets)


@pytest.mark.parametrize("path", ["/topics/outcomes/emergency-admissions", "/topics/care_models/mcp"])
def test_no_word_of_a_printed_table_is_broken(page: Page, real: str, path: str) -> None:
    with printed(page, f"{real}{path}") as paper:
        words = {word["text"] for one in paper.pages for word in one.extract_words()}
    assert not words & {"Stren", "Streng", "gth", "th", "Repo", "Reporte", "rted", "ted"}
    assert {"Strength", "Effect"} <= words
