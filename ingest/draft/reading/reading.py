"""Reads a report in the format that it has, by its first bytes and its name."""

from dataclasses import replace
from pathlib import Path

from ingest.draft.reading.document import Document, UnreadableError
from ingest.draft.reading.skipping import own_text

MOST_BYTES = 200_000_000
FORMATS = "PDF, DOCX, PPTX, HTML, Markdown and plain text"
_ADVICE = {
    ".doc": "save it as DOCX",
    ".ppt": "save it as PPTX",
    ".odt": "save it as DOCX",
    ".odp": "save it as PPTX",
    ".rtf": "save it as DOCX",
    ".xls": "save its sheets as text",
    ".xlsx": "save its sheets as text",
}


def read(path: Path, parts: str | None = None) -> Document:
    """Read a report; `parts` says what the parts of a plain text are called.

    Raises UnreadableError where the file is missing, empty, enormous, encrypted, damaged, a scan or of another format.
    """
    _require_size(path)
    document = _read(path, parts)
    blocks = own_text(document.blocks)
    if not any(block.text for block in blocks):
        raise UnreadableError(f"{path}: holds no text; open it and see whether it is the right file")
    return replace(document, blocks=blocks)


def _require_size(path: Path) -> None:
    if not path.is_file():
        raise UnreadableError(f"{path}: there is no such file; name a report ({FORMATS})")
    size = path.stat().st_size
    if not size:
        raise UnreadableError(f"{path}: is empty; fetch it again and draft that")
    if size > MOST_BYTES:
        message = f"{size / 1e6:.0f} MB is more than {MOST_BYTES / 1e6:.0f} MB; split it and draft each piece"
        raise UnreadableError(f"{path}: {message}")


def _read(path: Path, parts: str | None) -> Document:
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        begin = file.read(1024)
    if begin.startswith(b"%PDF") or suffix == ".pdf":
        from ingest.draft.reading.pdf import read_pdf

        return read_pdf(path)
    if suffix in {".docx", ".pptx"}:
        return _office(path, suffix)
    if suffix in {".html", ".htm", ".xhtml"} or b"<html" in begin.lower() or b"<!doctype html" in begin.lower():
        from ingest.draft.reading.web_page import read_web_page

        return read_web_page(path)
    if suffix in {".txt", ".md", ".text"}:
        from ingest.draft.reading.plain_text import read_text

        return read_text(path, parts)
    advice = _ADVICE.get(suffix, f"save it as one of {FORMATS}")
    raise UnreadableError(f"{path}: files of this kind can't be read; {advice} and draft that")


def _office(path: Path, suffix: str) -> Document:
    if suffix == ".docx":
        from ingest.draft.reading.word_file import read_word

        return read_word(path)
    from ingest.draft.reading.slides import read_slides

    return read_slides(path)
