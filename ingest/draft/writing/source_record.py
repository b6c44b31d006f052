"""The record of the source, from what the document says of itself."""

from ingest.draft.reading.document import Document
from ingest.draft.writing.yaml_text import flow

_TYPES = (("slide", "slides"), ("chapter", "report"), ("page", "report"))


def source_record(document: Document) -> str:
    """Give the YAML of a source; what the document does not say is left for a person, in comments."""
    about = document.about
    kind = dict(_TYPES).get(document.parts, "web-page" if about.url else "report")
    fields = {
        "title": about.title,
        "authors": flow(list(about.authors)) if about.authors else "",
        "publisher": about.publisher,
        "date": about.date,
        "type": kind,
        "parts": document.parts,
        "url": about.url,
        "doi": about.doi,
        "read": "whole",
        "licence": about.licence,
    }
    lines = [_line(name, value) for name, value in fields.items() if value or name in {"title", "publisher", "date"}]
    asked = "# measured: true or false; limits: what a careful reader must know of the document. Both are for a person to say."
    return "\n".join([*lines, asked, ""])


def _line(name: str, value: str) -> str:
    if not value:
        return f"# {name}: the document does not say"
    return f"{name}: {value if name == 'authors' else flow(value)}"
