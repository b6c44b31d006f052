"""Reads Word files (DOCX): headings, paragraphs, lists, tables and footnotes in their order."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from ingest.draft.reading.document import Block, BlockKind, Description, Document, UnreadableError
from ingest.draft.reading.tables import row_blocks
from ingest.draft.reading.typography import tidy, without_bullet

_FOOTNOTES = "/word/footnotes.xml"
_HEADING = re.compile(r"(?:Heading|Title)\s*(\d*)")


def read_word(path: Path) -> Document:
    """Read a DOCX file. Raises UnreadableError where it is encrypted or damaged."""
    try:
        document = docx.Document(str(path))
        blocks = tuple(_blocks(document))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        message = f"{path}: is encrypted, damaged or no DOCX file; open it in Word, save it as DOCX and draft that"
        raise UnreadableError(message) from error
    return Document(path.name, "chapter", blocks, _description(document))


def _description(document: WordDocument) -> Description:
    known = document.core_properties
    date = known.created.date().isoformat() if known.created else ""
    authors = tuple(name.strip() for name in re.split(r"[;,]", known.author or "") if name.strip())
    return Description(known.title or "", authors, date=date)


def _blocks(document: WordDocument) -> Iterator[Block]:
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            yield from row_blocks([[tidy(cell.text) for cell in row.cells] for row in item.rows], "")
        elif text := tidy(_text(item)):
            yield _block(item, text)
    yield from _footnotes(document)


def _text(paragraph: Paragraph) -> str:
    """Give the text without raised numbers, which point to footnotes typed by hand."""
    runs = [run for run in paragraph.runs if not (run.font.superscript and run.text.strip().isdigit())]
    return "".join(run.text for run in runs) if len(runs) < len(paragraph.runs) else paragraph.text


def _block(paragraph: Paragraph, text: str) -> Block:
    style = str(paragraph.style.name) if paragraph.style else ""
    if heading := _HEADING.match(style):
        return Block(text, BlockKind.HEADING, level=int(heading[1] or 1))
    plain, bullet = without_bullet(text)
    numbered = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    listed = bullet or numbered or style.startswith("List")
    return Block(plain, BlockKind.ITEM if listed else BlockKind.PARAGRAPH)


def _footnotes(document: WordDocument) -> Iterator[Block]:
    """python-docx has no footnotes of its own; their part is read as it is."""
    for relation in document.part.rels.values():
        if not relation.is_external and str(relation.target_part.partname) == _FOOTNOTES:
            for note in etree.fromstring(relation.target_part.blob).iter(qn("w:footnote")):
                if text := tidy("".join(node.text or "" for node in note.iter(qn("w:t")))):
                    yield Block(text, BlockKind.NOTE)
