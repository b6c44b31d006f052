"""A review as a Word document."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.exports.document import Block, Bullets, Drawing, Grid, Heading, Link, Paragraph
from kb.exports.text import one_line
from kb.model.base import BaseFile

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Row
    from docx.text.paragraph import Paragraph as DocxParagraph

MOST_DRAWN = 15.0  # cm that a drawing is wide
MOST_TITLE = 255  # what Word's document properties hold
FONT, INK, SHADE = "Arial", "0D3D3B", "E2EFEC"
# Text in tables has a style of its own, as to set its size in each cell takes most of the time.
CELL = "Cell"


@dataclass(frozen=True)
class Sheet:
    """A page and the sizes of what stands on it: lengths in cm, letters and spaces in points."""

    width: float
    height: float
    margin: float
    text: float
    after: float
    headings: tuple[float, ...] = ()
    """Sizes of headings by level, where they are not those of the program."""

    @property
    def across(self) -> float:
        """Give the width that text may take."""
        return self.width - 2 * self.margin


# Across for wide tables; upright and close for a paper of two pages.
ACROSS, UPRIGHT = Sheet(29.7, 21.0, 1.8, 10, 4), Sheet(21.0, 29.7, 1.5, 8.5, 1.5, (14, 10.5))
STYLES = ("Normal", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption")


def word(blocks: tuple[Block, ...], title: str, base: BaseFile, sheet: Sheet = ACROSS) -> bytes:
    """Write blocks as .docx on A4."""
    # Imported here: only who asks for a Word file waits for it.
    from docx import Document

    document = Document()
    _page(document, sheet)
    _fonts(document, sheet)
    _footer(document, base.name)
    document.core_properties.title = one_line(title)[:MOST_TITLE]
    document.core_properties.author = base.name
    document.core_properties.language = base.language
    for block in blocks:
        _add(document, block, sheet)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: "Document", sheet: Sheet) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(sheet.width), Cm(sheet.height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(sheet.margin)


def _fonts(document: "Document", sheet: Sheet) -> None:
    """Set one font that every computer has, for text and headings; a theme's own font would win over it."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name in STYLES:
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(INK)
    document.styles["Normal"].font.size = Pt(sheet.text)
    document.styles["Normal"].paragraph_format.space_after = Pt(sheet.after)
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    for level, size in enumerate(sheet.headings, start=1):
        style = document.styles[f"Heading {level}"]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(size / 2)
    cell = document.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = document.styles["Normal"]
    cell.font.size = Pt(8.5)
    cell.paragraph_format.space_after = Pt(0)


def _footer(document: "Document", name: str) -> None:
    """Number the pages."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{name}. Page ")
    for code, after in (("PAGE", " of "), ("NUMPAGES", "")):
        paragraph._p.append(_element("w:fldSimple", instr=code))
        paragraph.add_run(after)


def _element(tag: str, **attributes: str) -> "BaseOxmlElement":
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _add(document: "Document", block: Block, sheet: Sheet) -> None:
    from docx.shared import Cm

    match block:
        case Heading(level, text):
            _paragraph(document, text, f"Heading{level}")
        case Paragraph(text, lead):
            _led(document, lead).add_run(one_line(text))
        case Link(lead, address):
            _link(_led(document, lead), address)
        case Bullets(items):
            for item in items:
                _paragraph(document, item, "ListBullet")
        case Drawing(words, _, png):
            drawn = document.add_picture(io.BytesIO(png), width=Cm(min(sheet.across, MOST_DRAWN)))
            drawn._inline.docPr.set("descr", one_line(words))
        case Grid():
            _add_grid(document, block, sheet)


def _paragraph(document: "Document", text: str, style: str) -> None:
    """Add a paragraph; the style is set by its id, as python-docx reads all styles for each name that it is given."""
    document.add_paragraph(one_line(text))._p.style = style


def _led(document: "Document", lead: str) -> "DocxParagraph":
    paragraph = document.add_paragraph()
    if lead:
        paragraph.add_run(f"{one_line(lead)}: ").bold = True
    return paragraph


def _link(paragraph: "DocxParagraph", address: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run = paragraph.add_run(address)
    run.underline = True
    run.font.color.rgb = RGBColor.from_string(INK)
    link = _element("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(run._r)
    paragraph._p.append(link)


def _add_grid(document: "Document", grid: Grid, sheet: Sheet) -> None:
    from docx.shared import Cm

    _paragraph(document, grid.caption, "Caption")
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.header), style="Table Grid")
    table.autofit = False
    widths = [Cm(sheet.across * width / sum(grid.widths)) for width in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, cells in zip(table.rows, (grid.header, *grid.rows), strict=True):
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            _write(cell.paragraphs[0], text, bold=cells is grid.header)
    _mark_header(table.rows[0])
    document.add_paragraph()


def _mark_header(row: "_Row") -> None:
    """Shade the header, and have Word repeat it on each page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell in row.cells:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))


def _write(paragraph: "DocxParagraph", text: str, *, bold: bool) -> None:
    paragraph._p.style = CELL
    run = paragraph.add_run(one_line(text))
    if bold:
        run.bold = True
