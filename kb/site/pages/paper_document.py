"""The paper of two pages as a row of blocks, for Word and Markdown, in the order of its page."""

from collections.abc import Iterable

from kb.exports.document import Block, Bullets, Drawing, Heading, Paragraph, others
from kb.exports.publication import Publication
from kb.published import wording
from kb.published.labels import Labels
from kb.published.record_types import SourceRecord
from kb.published.records import EntryRecord
from kb.site.drawing.svg import shortened
from kb.site.pages.paper import Numbered, Paper
from kb.synthesis.review import Review
from kb.synthesis.review_words import Result, Said

CONTEXT, TEXT, OF_THE_METHOD = 110, 220, 200
NOBODY = "No source of these entries names anybody."


def paper_blocks(
    review: Review, paper: Paper, drawing: Drawing | None, labels: Labels, publication: Publication
) -> tuple[Block, ...]:
    """Lay out a paper; `drawing` is the plot of its main outcome."""
    method = review.method
    made = (
        f"Rapid review, {wording.day(method.on.isoformat())}. {publication.name}, data version {method.data_version}."
    )
    return (
        Heading(1, wording.begun(method.question)),
        Paragraph(made),
        Paragraph(" ".join(review.overview)),
        *((Heading(2, paper.outcome), drawing) if drawing else ()),
        *_listed("The strongest results", map(_result, paper.results)),
        *_more(paper.all_results - len(paper.results), "more result", "in the whole review."),
        *_listed("What went wrong", [*(_over(*one, labels) for one in paper.over), *map(_wrong, paper.wrong)]),
        *_listed("What those who did it would tell others", map(_numbered, paper.lessons)),
        *_listed("Contract and money", map(_numbered, paper.sums)),
        *_listed("Whom to ask", map(_contact, paper.contacts), NOBODY if review.sections and not paper.others else ""),
        *others(paper.others),
        *_listed("Entries", (_entry(one.number, one.entry, publication) for one in review.sections)),
        *_listed("Sources", (_source(number, source) for number, source in paper.sources)),
        *_more(paper.all_sources - len(paper.sources), "more source", "in the whole review."),
        Heading(2, "How it was searched"),
        Paragraph("; ".join(f"{line.name}: {_short(line.text, OF_THE_METHOD)}" for line in method.lines) + "."),
        Paragraph(" ".join(review.cautions[:2])),
    )


def _listed(heading: str, items: Iterable[str], absent: str = "") -> tuple[Block, ...]:
    found = tuple(items)
    if not found and not absent:
        return ()
    return (Heading(2, heading), Bullets(found) if found else Paragraph(absent))


def _more(number: int, what: str, where: str) -> tuple[Block, ...]:
    return (Paragraph(f"{wording.count(number, what)} {where}"),) if number > 0 else ()


def _short(text: str, most: int) -> str:
    """Shorten a text, but never an address."""
    return text if text.startswith("http") else shortened(text, most)


def _result(result: Result) -> str:
    context = f", {shortened(result.context, CONTEXT)}" if result.context else ""
    effect = f"{result.effect}. " if result.impact.effect else ""
    how = f"{result.design.lower()}, {result.strength.lower()}; entry {result.number}"
    return f"{effect}{result.outcome}: {result.size}{context} ({how}) {result.cite}"


def _wrong(result: Result) -> str:
    return f"{result.effect}. {result.outcome}: {result.size} (entry {result.number}) {result.cite}"


def _over(number: int, entry: EntryRecord, said: Said | None, labels: Labels) -> str:
    told = f". {shortened(said.text, TEXT)} {said.cite}" if said else ""
    return f"{labels.label('status', entry.status)}: {entry.title} (entry {number}){told}"


def _numbered(one: Numbered) -> str:
    return f"{shortened(one.said.text, TEXT)} (entry {one.number}) {one.said.cite}"


def _contact(one: Numbered) -> str:
    return f"{one.said.text} (entry {one.number}) {one.said.cite}"


def _entry(number: int, entry: EntryRecord, publication: Publication) -> str:
    withdrawn = " (withdrawn)" if entry.withdrawn_on else ""
    return f"{number}. {entry.title}{withdrawn}. {publication.address(entry.url)}"


def _source(number: int, source: SourceRecord) -> str:
    where = f"https://doi.org/{source.doi}" if source.doi else source.url or "No address is known."
    return f"[{number}] {wording.cited(source)} {where}"
