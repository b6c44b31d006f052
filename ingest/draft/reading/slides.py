"""Reads PowerPoint files (PPTX): slides with titles, texts, tables, charts and speaker's notes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import BadZipFile

from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.presentation import Presentation as Show
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide

from ingest.draft.reading.document import Block, BlockKind, Description, Document, UnreadableError
from ingest.draft.reading.tables import row_blocks
from ingest.draft.reading.typography import tidy, without_bullet

_PASSING = {PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE}


def read_slides(path: Path) -> Document:
    """Read a PPTX file. Raises UnreadableError where it is encrypted or damaged."""
    try:
        show = Presentation(str(path))
        blocks = tuple(block for number, slide in enumerate(show.slides, 1) for block in _slide(slide, number))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        message = (
            f"{path}: is encrypted, damaged or no PPTX file; open it in PowerPoint, save it as PPTX and draft that"
        )
        raise UnreadableError(message) from error
    return Document(path.name, "slide", blocks, _description(show))


def _description(show: Show) -> Description:
    known = show.core_properties
    date = known.created.date().isoformat() if known.created else ""
    return Description(known.title or "", tuple(filter(None, [known.author or ""])), date=date)


def _slide(slide: Slide, number: int) -> Iterator[Block]:
    part = f"slide {number}"
    title = slide.shapes.title
    heading = tidy(title.text_frame.text) if title is not None else ""
    if heading:
        yield Block(heading, BlockKind.HEADING, part, level=1)
    for shape in _in_order(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            yield from _shape(shape, part)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        note = tidy(slide.notes_slide.notes_text_frame.text)
        if note:
            yield Block(note, BlockKind.NOTE, part)


def _in_order(shapes: Iterable[BaseShape]) -> list[BaseShape]:
    return sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))


def _shape(shape: BaseShape, part: str) -> Iterator[Block]:
    if shape.is_placeholder and shape.placeholder_format.type in _PASSING:
        return
    if isinstance(shape, GroupShape):
        for inner in _in_order(shape.shapes):
            yield from _shape(inner, part)
    elif isinstance(shape, GraphicFrame) and shape.has_table:
        yield from row_blocks([[tidy(cell.text) for cell in row.cells] for row in shape.table.rows], part)
    elif isinstance(shape, GraphicFrame) and shape.has_chart:
        yield from _chart(shape.chart, part)
    elif isinstance(shape, Shape):
        for paragraph in shape.text_frame.paragraphs:
            text, listed = without_bullet(tidy("".join(run.text for run in paragraph.runs)))
            if text:
                yield Block(text, BlockKind.ITEM if listed or paragraph.level else BlockKind.PARAGRAPH, part)


def _chart(chart: Chart, part: str) -> Iterator[Block]:
    """The numbers behind a chart, one row a series."""
    name = tidy(chart.chart_title.text_frame.text) if chart.has_title and chart.chart_title.has_text_frame else ""
    for plot in chart.plots:
        categories = [str(category) for category in plot.categories]
        for series in plot.series:
            pairs = zip(categories, series.values, strict=False)
            cells = "; ".join(f"{category}: {value:g}" for category, value in pairs if value is not None)
            label = ", ".join(filter(None, [name, series.name]))
            yield Block(f"{label}: {cells}" if label else cells, BlockKind.ROW, part)
