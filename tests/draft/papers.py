"""Makes the reports that the tests draft from: real layouts in PDF, DOCX, PPTX and HTML, with text of our own."""

from pathlib import Path

import docx
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12.5, spaceAfter=6, alignment=4)
NOTE = ParagraphStyle("note", parent=BODY, fontSize=7.5, leading=9)
HEADING = ParagraphStyle("heading", parent=BODY, fontName="Helvetica-Bold", fontSize=14, leading=18, alignment=0)
WIDTH, HEIGHT = A4

ADMISSIONS = (
    "In Sampleton, emergency admissions fell by 12% between 2015/16 and 2016/17, against a rise of 3% in the rest of "
    "England. The scheme serves 42,000 registered patients of nine practices."
)
TEAMS = (
    "The Sampleton Care Alliance set up four integrated teams in April 2016. The commissioner pays £2.4 million a year "
    "for them under an alliance contract with NHS Sampleton Clinical Commissioning Group."
)
AIMS = (
    "The partners aim to reduce hospital bed days by 20% by 2018. Nobody has yet measured whether patients feel the "
    "dif\u00adference, and there was no significant change in length of stay."
)
FILLER = (
    "Teams meet every week to talk about those who need care from several services at once, agree who does what, and "
    "write one plan that the person can read and change. Neighbours and charities are part of that plan."
)
ROWS = [["Measure", "2015/16", "2016/17"], ["A&E attendances", "8,200", "7,790"], ["Bed days", "31,000", "29,450"]]


def two_column_pdf(path: Path) -> Path:
    """Three pages of two columns with running heads, a spanning heading, a ruled table and a footnote."""
    gap, margin = 24, 56
    width = (WIDTH - 2 * margin - gap) / 2
    frames = [Frame(margin + i * (width + gap), 70, width, HEIGHT - 160, 0, 0, 0, 0, id=str(i)) for i in range(2)]
    document = BaseDocTemplate(str(path), pagesize=A4, title="Care in Sampleton", author="A. Writer; B. Reader")
    document.addPageTemplates(PageTemplate("two", frames, onPage=_running_heads))
    document.build(_story())
    return path


def _running_heads(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(56, HEIGHT - 40, f"Care in Sampleton: a report of {2016 + 1}")
    canvas.drawCentredString(WIDTH / 2, 30, str(document.page))
    if document.page == 1:
        canvas.setFont("Helvetica-Bold", 22)
        canvas.drawString(56, HEIGHT - 76, "What came of the alliance in Sampleton town")


def _story() -> list[Flowable]:
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 9)]
    table = Table(ROWS, style=style)
    story: list[Flowable] = [Paragraph("Results", HEADING)]
    story += [Paragraph(ADMISSIONS + "<super size='6'>7</super>", BODY)]
    story += [Paragraph(FILLER, BODY) for _ in range(9)]
    story += [Paragraph("Teams", HEADING), Paragraph(TEAMS, BODY), table, Spacer(1, 8), Paragraph(AIMS, BODY)]
    story += [Paragraph(FILLER, BODY) for _ in range(22)]
    story += [Paragraph("7 The figures come from the practices' own records.", NOTE)]
    story += [Paragraph("References", HEADING)]
    story += [Paragraph("Smith J, Brown K. Care in 99 towns. Journal of Care 2014;12(3):45-56.", BODY)]
    return story


def hyphenated_pdf(path: Path) -> Path:
    """One page with words broken at the ends of lines, and words that keep their hyphen."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    lines = (
        "The integrated teams brought multi-",
        "disciplinary meetings, and emergency ad-",
        "missions of the 310 people whom they looked after went",
        "down by 4.5% in the first year of the scheme.",
    )
    for index, line in enumerate(lines):
        canvas.drawString(70, 700 - 14 * index, line)
    canvas.save()
    return path


def scanned_pdf(path: Path) -> Path:
    """Pages without any text."""
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(2):
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return path


def encrypted_pdf(path: Path) -> Path:
    """A PDF that opens with a password only."""
    canvas = Canvas(str(path), encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "Nobody reads this without the word.")
    canvas.save()
    return path


def word_file(path: Path) -> Path:
    """Headings, paragraphs, a list, a table and a footnote mark typed by hand."""
    document = docx.Document()
    document.core_properties.title = "Care in Sampleton"
    document.core_properties.author = "A. Writer"
    document.add_heading("What came of the alliance", 1)
    paragraph = document.add_paragraph(ADMISSIONS)
    paragraph.add_run("3").font.superscript = True
    document.add_heading("Teams", 2)
    document.add_paragraph(TEAMS, style="List Bullet")
    table = document.add_table(rows=0, cols=3)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(AIMS)
    document.add_heading("References", 1)
    document.add_paragraph("Smith J. Care in 99 towns. Journal of Care 2014;12(3):45-56.")
    document.save(str(path))
    return path


def slides(path: Path) -> Path:
    """A title, a slide of bullets with speaker's notes, a table and a chart."""
    show = Presentation()
    show.core_properties.title = "Care in Sampleton"
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = "What came of the alliance"
    first.placeholders[1].text = f"{ADMISSIONS}\n{TEAMS}\n{AIMS}"
    first.notes_slide.notes_text_frame.text = "Say that 77 people came."
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "Use of hospital"
    table = second.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for i, row in enumerate(ROWS):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    third = show.slides.add_slide(show.slide_layouts[5])
    third.shapes.title.text = "Satisfaction"
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["2015", "2016"]
    data.add_series("Percent satisfied", (71, 84))  # type: ignore[no-untyped-call]
    third.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(5), Inches(3), data)
    show.save(str(path))
    return path


def web_page(path: Path) -> Path:
    """A page with menus, a sidebar, a list of links, a table and a footer."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    path.write_text(
        f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Care in Sampleton</title>
<meta name="author" content="A. Writer"><meta property="article:published_time" content="2017-05-04T10:00">
<link rel="canonical" href="https://example.org/care"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/a">All 55 towns</a></li></ul></nav>
<div class="cookie-banner">We use 12 cookies</div>
<main><h1>What came of the alliance</h1><p>{ADMISSIONS}<sup>3</sup></p><h2>Teams</h2><ul><li>{TEAMS}</li></ul>
<table>{rows}</table><p>{AIMS}</p>
<h2>Related content</h2><ul><li><a href="/b">Thirty things that 40 towns did</a></li></ul></main>
<footer>Registered charity 123456</footer></body></html>""",
        encoding="utf-8",
    )
    return path
