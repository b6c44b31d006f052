from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.draft.reading.document import Block, BlockKind, Document, UnreadableError
from ingest.draft.reading.reading import read
from tests.draft import papers

MAKERS: dict[str, Callable[[Path], Path]] = {
    "a.pdf": papers.two_column_pdf,
    "a.docx": papers.word_file,
    "a.pptx": papers.slides,
    "a.html": papers.web_page,
}


def whole(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)


def holding(document: Document, words: str) -> Block:
    return next(block for block in document.blocks if words in block.text)


@pytest.fixture(params=sorted(MAKERS))
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    return read(MAKERS[request.param](tmp_path / request.param))


def test_every_format_gives_the_paragraphs_whole_and_in_order(made: Document) -> None:
    text = whole(made)
    assert papers.ADMISSIONS in text
    assert papers.TEAMS in text
    assert text.index(papers.ADMISSIONS) < text.index(papers.TEAMS) < text.index("7,790")


def test_every_format_gives_rows_of_tables_with_the_names_of_the_columns(made: Document) -> None:
    row = holding(made, "A&E attendances")
    assert (row.text, row.kind) == ("A&E attendances; 2015/16: 8,200; 2016/17: 7,790", BlockKind.ROW)


def test_every_format_gives_the_title_of_the_document(made: Document) -> None:
    assert made.about.title == "Care in Sampleton"


@pytest.mark.parametrize(
    "words", ["99 towns", "55 towns", "40 towns", "12 cookies", "123456", "Care in Sampleton: a report"]
)
def test_no_format_gives_references_menus_and_running_heads(made: Document, words: str) -> None:
    assert words not in whole(made)


@pytest.mark.parametrize(
    ("name", "place"), [("a.pdf", "page 1"), ("a.docx", "'What came of the alliance'"), ("a.pptx", "slide 1")]
)
def test_a_block_knows_where_it_stands(tmp_path: Path, name: str, place: str) -> None:
    document = read(MAKERS[name](tmp_path / name))
    assert document.at(holding(document, "Sampleton, emergency")) == place


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    document = read(papers.two_column_pdf(tmp_path / "a.pdf"))
    assert document.blocks[0] == Block(
        "What came of the alliance in Sampleton town", BlockKind.HEADING, "page 1", 1, document.blocks[0].section
    )
    assert [block.text for block in document.blocks].count(papers.FILLER) > 25


def test_the_mark_of_a_footnote_is_left_out_and_the_note_is_kept(tmp_path: Path) -> None:
    document = read(papers.two_column_pdf(tmp_path / "a.pdf"))
    assert "practices.7" not in whole(document)
    assert holding(document, "own records").kind == BlockKind.NOTE


def test_words_broken_at_the_ends_of_lines_are_made_whole(tmp_path: Path) -> None:
    text = whole(read(papers.hyphenated_pdf(tmp_path / "a.pdf")))
    assert "emergency admissions of the 310 people" in text
    assert "multi-disciplinary meetings" in text


def test_the_numbers_of_a_chart_are_read(tmp_path: Path) -> None:
    block = holding(read(papers.slides(tmp_path / "a.pptx")), "2016: 84")
    assert (block.text, block.part) == ("Percent satisfied: 2015: 71; 2016: 84", "slide 3")


def test_a_web_page_says_who_wrote_it_and_when(tmp_path: Path) -> None:
    about = read(papers.web_page(tmp_path / "a.html")).about
    assert (about.authors, about.date, about.url) == (("A. Writer",), "2017-05-04", "https://example.org/care")


def test_a_text_begins_with_what_it_says_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("title: Care in Sampleton\nauthors: Writer A, Reader B\nyear: 2017\n\nBed days fell by 4%.\n")
    document = read(path)
    assert (document.about.title, document.about.authors, document.about.date) == (
        "Care in Sampleton",
        ("Writer A", "Reader B"),
        "2017",
    )
    assert [block.text for block in document.blocks] == ["Bed days fell by 4%."]


def test_a_text_of_numbered_slides_keeps_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1 A talk 1\n2 Needs grow by 5% 2\n3 Care changes in 7 towns 3\n")
    document = read(path, "slide")
    assert [(block.part, block.text) for block in document.blocks] == [
        ("slide 1", "A talk"),
        ("slide 2", "Needs grow by 5%"),
        ("slide 3", "Care changes in 7 towns"),
    ]


def test_a_list_of_other_documents_is_left_out(tmp_path: Path) -> None:
    teasers = "".join(
        f"Paper {n} of 2011\n\nPaper {n} of 2011 opens with words\n\nMore information\n\n" for n in range(6)
    )
    path = tmp_path / "a.txt"
    path.write_text(f"Bed days fell by 4% in all of the six towns.\n\n{teasers}")
    assert whole(read(path)) == "Bed days fell by 4% in all of the six towns."


def test_paragraphs_that_begin_alike_are_no_titles_and_openings(tmp_path: Path) -> None:
    alike = (
        "Teams met every week to talk about those who need care from several services at once, agreed who does what, "
    )
    part = f"{alike}wrote one plan, and kept to it in all of the towns.\n\n{alike}and rang each of them.\n\nResults\n\n"
    path = tmp_path / "a.txt"
    path.write_text(part * 5 + "Bed days fell by 4%.\n")
    assert whole(read(path)).count("Teams met every week") == 10


def broken_pdf(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.7\n" + b"nothing " * 200)
    return path


def broken_word(path: Path) -> Path:
    path.write_bytes(b"PK\x03\x04 nothing")
    return path


def empty(path: Path) -> Path:
    path.touch()
    return path


def spaces(path: Path) -> Path:
    path.write_text(" \n\n ")
    return path


def enormous(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(300_000_000)
    return path


def missing(path: Path) -> Path:
    return path


@pytest.mark.parametrize(
    ("name", "maker", "says"),
    [
        ("scan.pdf", papers.scanned_pdf, "ocrmypdf"),
        ("locked.pdf", papers.encrypted_pdf, "encrypted"),
        ("broken.pdf", broken_pdf, "damaged"),
        ("broken.docx", broken_word, "damaged"),
        ("broken.pptx", broken_word, "damaged"),
        ("empty.pdf", empty, "is empty"),
        ("spaces.txt", spaces, "holds no text"),
        ("enormous.pdf", enormous, "split it"),
        ("none.pdf", missing, "no such file"),
        ("old.doc", broken_word, "save it as DOCX"),
    ],
)
def test_what_cant_be_read_is_said_in_one_line(
    tmp_path: Path, name: str, maker: Callable[[Path], Path], says: str
) -> None:
    with pytest.raises(UnreadableError, match=says) as caught:
        read(maker(tmp_path / name))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "table",
    [
        "Outcome Early Late\nAdmissions -0.12 0.30\n(-0.25 to 0.01) (0.10 to 0.50)\nBed days 1.5 2.5\n(1.0, 2.0) (2.1, 3.0)",
        "| Outcome | Early | Late |\n|---|---|---|\n| Admissions | -0.12 | 0.30 |\n| | (-0.25 to 0.01) | (0.10 to 0.50) |",
        "Outcome\tEarly\tLate\nAdmissions\t-0.12\t0.30\n95% CI\t-0.25 to 0.01\t0.10 to 0.50",
    ],
)
def test_in_a_plain_text_a_row_of_intervals_belongs_to_the_estimates_above_it(tmp_path: Path, table: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"What was found in the end.\n\n{table}\n\nMore was not found.\n")
    row = holding(read(path), "Admissions")
    cells = [cell.rpartition(": ")[2] for cell in row.text.split("; ")]
    assert (cells, row.kind) == (["Admissions", "-0.12 (-0.25 to 0.01)", "0.30 (0.10 to 0.50)"], BlockKind.ROW)
    assert "0.01" not in "".join(block.text for block in read(path).blocks if block != row)


def test_a_web_page_gives_estimates_with_the_intervals_below_them(tmp_path: Path) -> None:
    rows = [["Outcome", "Early"], ["Admissions", "0.30"], ["", "(0.10 to 0.50)"]]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><p>What was found in the end.</p><table>{body}</table></body></html>")
    assert holding(read(path), "Admissions").text == "Admissions; Early: 0.30 (0.10 to 0.50)"
