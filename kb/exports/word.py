"""A review as a Word document."""

import io
from typing import TYPE_CHECKING

from kb.exports.document import Block, Bullets, Grid, Heading, Paragraph
from kb.exports.publication import NAME
from kb.exports.text import one_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as DocxParagraph

MARGIN_CM = 1.8
PAGE_CM = (29.7, 21.0)
MOST_TITLE = 255  # what Word's document properties hold


def word(blocks: tuple[Block, ...], title: str) -> bytes:
    """Write blocks as .docx, on A4 across, because the tables are wide."""
    # Imported here: only who asks for a Word file waits for it.
    from docx import Document

    document = Document()
    _page(document)
    document.core_properties.title = one_line(title)[:MOST_TITLE]
    document.core_properties.author = NAME
    document.core_properties.language = "en-GB"
    for block in blocks:
        _add(document, block)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: "Document") -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(PAGE_CM[0]), Cm(PAGE_CM[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    document.styles["Normal"].font.size = Pt(10.5)


def _add(document: "Document", block: Block) -> None:
    match block:
        case Heading(level, text):
            _paragraph(document, text, f"Heading{level}")
        case Paragraph(text, lead):
            paragraph = document.add_paragraph()
            if lead:
                paragraph.add_run(f"{one_line(lead)}: ").bold = True
            paragraph.add_run(one_line(text))
        case Bullets(items):
            for item in items:
                _paragraph(document, item, "ListBullet")
        case Grid():
            _add_grid(document, block)


def _paragraph(document: "Document", text: str, style: str) -> None:
    """Add a paragraph; the style is set by its id, as python-docx reads all styles for each name that it is given."""
    document.add_paragraph(one_line(text))._p.style = style


def _add_grid(document: "Document", grid: Grid) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    _paragraph(document, grid.caption, "Caption")
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.header), style="Table Grid")
    for row, cells in zip(table.rows, (grid.header, *grid.rows), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            _write(cell.paragraphs[0], text, bold=cells is grid.header)
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    document.add_paragraph()


def _write(paragraph: "DocxParagraph", text: str, *, bold: bool) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(one_line(text))
    run.bold = bold
    run.font.size = Pt(8.5)
