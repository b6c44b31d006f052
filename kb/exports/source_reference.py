"""A source as a reference of its own, in RIS and BibTeX: what it is, who wrote it, where it lies, how far it was read."""

from kb.exports.bibtex import MONTHS, escaped
from kb.exports.text import one_line
from kb.model.dates import first_day
from kb.published.record_types import SourceRecord
from kb.published.wording import READ

REPORT, MISC = ("RPRT", "techreport"), ("ELEC", "misc")
# By type of source: what RIS and BibTeX call it.
TYPES = {
    "article": ("JOUR", "article"),
    "review": REPORT,
    "report": REPORT,
    "evaluation": REPORT,
    "committee-paper": REPORT,
    "slides": ("SLIDE", "misc"),
    "news": ("NEWS", "misc"),
    "press-release": ("PRESS", "misc"),
    "judgment": ("CASE", "misc"),
    "book": ("BOOK", "book"),
}


def source_ris(source: SourceRecord, base: str) -> str:
    """Write a source as one RIS record; `base` is the name of the base that read it."""
    kind = TYPES.get(source.type, MISC)[0]
    tags = [
        ("TY", kind),
        ("ID", source.id),
        *(("AU", author) for author in _authors(source)),
        ("TI", source.title),
        *((("JO", source.publisher),) if kind == "JOUR" else ()),
        ("PB", source.publisher),
        ("PY", first_day(source.date)[:4]),
        ("DA", _printed_day(source)),
        ("DO", source.doi),
        ("UR", _address(source)),
        ("DB", base),
        ("N1", _note(source, base)),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in tags if value]
    return "".join(f"{line}\r\n" for line in (*lines, "ER  - ", ""))


def source_bibtex(source: SourceRecord, base: str) -> str:
    """Write a source as one BibTeX entry, with its id as the key."""
    kind = TYPES.get(source.type, MISC)[1]
    publisher = {"article": "journal", "book": "publisher", "techreport": "institution"}.get(kind, "howpublished")
    fields = {
        "author": "{" + " and ".join(f"{{{escaped(one_line(author))}}}" for author in _authors(source)) + "}",
        "title": f"{{{{{escaped(one_line(source.title))}}}}}",
        publisher: f"{{{escaped(one_line(source.publisher))}}}",
        "year": f"{{{first_day(source.date)[:4]}}}",
        **({"month": MONTHS[int(source.date[5:7]) - 1]} if source.date[4:5] == "-" else {}),
        **({"doi": f"{{{source.doi}}}"} if source.doi else {}),
        **({"url": f"{{{_address(source)}}}"} if _address(source) else {}),
        "note": f"{{{escaped(one_line(_note(source, base)))}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@{kind}{{{source.id},\n{lines}}}\n"


def _authors(source: SourceRecord) -> list[str]:
    """Give the authors; a body that published without naming any stands for them."""
    return source.authors.split("; ") if source.authors else [source.publisher]


def _address(source: SourceRecord) -> str:
    return source.url or (f"https://doi.org/{source.doi}" if source.doi else "")


def _printed_day(source: SourceRecord) -> str:
    """Give the date to the precision that is printed, as RIS writes it: 2018/04/26, 2018/04//."""
    if source.date[4:5] != "-":
        return ""
    return f"{source.date.replace('-', '/')}{'' if source.date.count('-') == 2 else '/'}"


def _note(source: SourceRecord, base: str) -> str:
    read = READ.get(source.read, "whole text read")
    return f"For the {base}: {read}. {source.limits}"
