"""A review as a row of blocks, which Markdown and Word write each in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.model.base import BaseFile
from kb.synthesis.review import Opposing, Other, Review, Section, Study
from kb.synthesis.review_words import Line, Result, Said


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `lead` stands in bold before it."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Link:
    """An address, with words in bold before it."""

    lead: str
    address: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with a header row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """How wide the columns are to each other."""


@dataclass(frozen=True)
class Drawing:
    """A drawing: as PNG for Word, under its address for Markdown, and what it shows in words."""

    words: str
    address: str
    png: bytes


Block = Heading | Paragraph | Link | Bullets | Grid | Drawing
STUDY_WIDTHS = (5, 28, 11, 17, 16, 21, 19, 15, 13)
RESULT_HEADER = ("Entry", "Outcome", "Result", "Effect", "Basis and design", "Strength", "Context", "Where")
RESULT_WIDTHS = (8, 16, 15, 10, 18, 13, 52, 15)


def blocks(review: Review, base: BaseFile) -> tuple[Block, ...]:
    """Lay out a review."""
    return (
        Heading(1, review.title),
        Paragraph(f"From the {base.name}, data version {review.method.data_version}."),
        *_texts(review.overview),
        Heading(2, "How the entries were found"),
        *_lines(review.method.lines),
        Heading(2, "Key studies"),
        _studies(review.studies, base),
        Heading(2, "Results"),
        *_results("Results in all entries, as their sources give them", review.results),
        *_opposing(review.opposing),
        Heading(2, "The entries one by one"),
        *(block for section in review.sections for block in _section(section, review.method.address)),
        *others(review.others),
        *_gaps(review.sections),
        Heading(2, "How far to trust this"),
        Bullets(review.cautions),
        Heading(2, "Sources"),
        Bullets(tuple(f"{source.text} {source.cite}" for source in review.sources)),
    )


def _texts(texts: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(Paragraph(text) for text in texts)


def others(found: Sequence[Other]) -> tuple[Block, ...]:
    """Name whom other entries name, where none of those reviewed names anybody."""
    if not found:
        return ()
    said = tuple(f"{one.said.text} ({one.entry.title}) {one.said.cite}" for one in found)
    return (Heading(2, "Whom to ask"), Paragraph(f"None of these entries names anybody; {found[0].on}:"), Bullets(said))


def _lines(lines: tuple[Line, ...]) -> tuple[Block, ...]:
    return tuple(
        Link(line.name, line.text) if line.text.startswith("http") else Paragraph(line.text, line.name)
        for line in lines
    )


def _studies(studies: tuple[Study, ...], base: BaseFile) -> Grid:
    models = base.plural("care_model")
    header = ("No.", "Entry", "Kind", "Place", "Status", models, "Population", "What came of it", "Strength")
    return Grid(
        "The entries of this review, in its order",
        header,
        tuple(
            (
                str(study.number), study.entry.title, study.kind, study.place, study.status, study.care_models,
                study.population, study.evidence, study.strength,
            )
            for study in studies
        ),
        STUDY_WIDTHS,
    )  # fmt: skip


def _results(caption: str, results: tuple[Result, ...]) -> tuple[Block, ...]:
    if not results:
        return (Paragraph("None of these entries records a result."),)
    return (Grid(caption, RESULT_HEADER, tuple(_result(result) for result in results), RESULT_WIDTHS),)


def _result(result: Result) -> tuple[str, ...]:
    return (
        str(result.number),
        result.outcome,
        result.size,
        result.effect,
        f"{result.basis}; {result.design}",
        result.strength,
        ". ".join(part for part in (result.context, result.note) if part),
        result.cite,
    )


def _opposing(opposing: tuple[Opposing, ...]) -> tuple[Block, ...]:
    if not opposing:
        return ()
    found: list[Block] = [
        Heading(2, "Where results do not agree"),
        Paragraph("Results about one outcome that point different ways, side by side. They are not merged."),
    ]
    for one in opposing:
        differs = f" What else differs: {', '.join(one.differs_in)}." if one.differs_in else ""
        found += [Heading(3, one.outcome), *_results(f"{one.outcome}.{differs}", one.sides)]
    return tuple(found)


def _section(section: Section, address: str) -> tuple[Block, ...]:
    """Lay out an entry; its results stand in the table above."""
    entry = section.entry
    found: list[Block] = [Heading(3, f"{section.number}. {entry.title}")]
    if section.withdrawn:
        found.append(Paragraph(section.withdrawn, "Withdrawn"))
    found += [
        Paragraph(entry.summary),
        *_lines(section.facts),
        Link("On the site", f"{address.partition('/review')[0]}{entry.url}"),
        Heading(4, "What came of it"),
        *_texts(section.evidence),
    ]
    found += _listed("", tuple(_said_hope(result) for result in section.results if not result.measured))
    found += _listed("Contract and money", _said(section.contract))
    found += _listed("Population and other figures", _said(section.figures))
    found += _listed("What was learnt", _said(section.lessons))
    found += _listed("Whom to ask", _said(section.contacts))
    return tuple(found)


def _listed(heading: str, items: tuple[str, ...]) -> tuple[Block, ...]:
    if not items:
        return ()
    return (*((Heading(4, heading),) if heading else ()), Bullets(items))


def _said(statements: tuple[Said, ...]) -> tuple[str, ...]:
    return tuple(f"{statement.text} {statement.cite}" for statement in statements)


def _said_hope(result: Result) -> str:
    note = f" {result.note}" if result.note else ""
    return f"{result.sentence}. Not a result.{note} {result.cite}"


def _gaps(sections: tuple[Section, ...]) -> tuple[Block, ...]:
    if not any(section.gaps for section in sections):
        return ()
    found: list[Block] = [Heading(2, "Gaps"), Paragraph("What a reader would look for and the sources do not say.")]
    for section in sections:
        if section.gaps:
            found += [Heading(4, f"{section.number}. {section.entry.title}"), Bullets(section.gaps)]
    return tuple(found)
