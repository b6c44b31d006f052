"""A topic as a row of blocks, for Markdown and Word, in the order of its page."""

from collections.abc import Iterable, Mapping

from kb.exports.document import Block, Bullets, Grid, Heading, Link, Paragraph
from kb.exports.publication import Publication
from kb.published import wording
from kb.published.claims import ClaimRecord
from kb.published.labels import Labels
from kb.published.record_types import SourceRecord
from kb.published.wording import READ
from kb.synthesis.topic import OutcomePart, Topic
from kb.synthesis.topic_facts import Owned

HEADER = ("Entry", "Result", "Effect", "Design and strength", "In whom, against what", "Where")
WIDTHS = (30, 22, 16, 22, 40, 20)
NONE_LEARNT = "No entry on this tells a lesson."


def topic_blocks(topic: Topic, labels: Labels, publication: Publication) -> tuple[Block, ...]:
    """Lay out a topic."""
    numbers = {source.id: number for number, source in enumerate(topic.sources, start=1)}
    reads = {source.id: source.read for source in topic.sources}
    writer = _Writer(labels, publication, numbers, reads)
    return (
        Heading(1, topic.subjects.title),
        Paragraph(f"From the {publication.name}, data version {publication.data_version}."),
        Link("On the site", publication.address(topic.subjects.url)),
        *(Paragraph(one.term.definition, one.term.label) for one in topic.subjects.all),
        *writer.numbers_of(topic),
        Heading(2, "The answer"),
        *(Paragraph(sentence) for sentence in topic.answer),
        *(block for part in topic.outcomes for block in writer.outcome(part)),
        *writer.under(topic),
        Heading(2, "What went wrong"),
        *_listed((f"{one.kind}: {one.title}. {one.text}" for one in topic.wrongs), "Nothing is recorded."),
        Heading(2, "What those who did it would tell others"),
        *writer.lessons(topic),
        Heading(2, "Contract terms and money"),
        *_listed(writer.money(topic), "No contract term and no sum is recorded."),
        Heading(2, "Whom to ask"),
        *_listed((writer.contact(one) for one in topic.contacts), "No source names anybody."),
        Heading(2, "What nobody has measured"),
        *_listed(unmeasured(topic), "Every outcome that the base measures is measured here."),
        Heading(2, "Entries"),
        *_listed((f"{card.title}. {publication.address(card.url)}" for card in topic.entries), "None."),
        Heading(2, "Sources"),
        *_listed((writer.source(source) for source in topic.sources), "None."),
    )


def unmeasured(topic: Topic) -> tuple[str, ...]:
    """Say in words what nobody has measured."""
    found = topic.unmeasured
    said = []
    if found.hoped:
        said.append(f"Hoped for or claimed, and measured by no study here: {', '.join(found.hoped)}.")
    if found.missing:
        said.append(f"No study result at all, by {found.missing_name}: {', '.join(found.missing)}.")
    return tuple(said)


def _listed(items: Iterable[str], absent: str) -> tuple[Block, ...]:
    found = tuple(items)
    return (Bullets(found),) if found else (Paragraph(absent),)


class _Writer:
    """Writes the parts of one topic, with its sources numbered."""

    def __init__(
        self, labels: Labels, publication: Publication, numbers: Mapping[str, int], reads: Mapping[str, str]
    ) -> None:
        self._labels, self._publication, self._numbers, self._reads = labels, publication, numbers, reads

    def numbers_of(self, topic: Topic) -> tuple[Block, ...]:
        """Give the three numbers."""
        numbers = topic.numbers
        design = f", {self._labels.label('study_designs', numbers.design).lower()}" if numbers.design else ""
        return (
            Paragraph(str(numbers.studied.total), "Independent results"),
            Paragraph(f"{wording.strength_in_full(numbers.strength)}{design}", "Strongest design"),
            Paragraph(numbers.money or "no sum printed", "Sums in contracts"),
        )

    def outcome(self, part: OutcomePart) -> tuple[Block, ...]:
        """Lay out one outcome: the answer, what differs, every claim."""
        differing = tuple(one.sentence for one in part.differing)
        return (
            Heading(3, part.outcome.label),
            *(Paragraph(sentence) for sentence in part.answer),
            *((Paragraph("What differs between them:"), Bullets(differing)) if differing else ()),
            Grid(f"Every claim on {part.outcome.label}", HEADER, tuple(map(self._row, part.claims)), WIDTHS),
        )

    def under(self, topic: Topic) -> tuple[Block, ...]:
        """Lay out the results of schemes under a contract that no source ties to it."""
        name = "Results of schemes under such a contract, not tied to it"
        names = (self._labels.label("outcomes", claim.impact.outcome) for claim in topic.under)
        found = zip(names, map(self._row, topic.under), strict=True)
        rows = tuple((entry, f"{outcome}: {size}", *rest) for outcome, (entry, size, *rest) in found)
        return (Heading(3, name), Grid(name, HEADER, rows, WIDTHS)) if rows else ()

    def _row(self, claim: ClaimRecord) -> tuple[str, ...]:
        impact, labels = claim.impact, self._labels
        direction, size = labels.label("directions", impact.direction), wording.result(impact)
        effect = labels.label("effects", impact.effect) if impact.effect else ("Level" if impact.measured else "Hope")
        design = labels.label("study_designs", impact.design) if claim.studied else labels.label("basis", impact.basis)
        context = (
            impact.population,
            impact.comparator_name and f"against {impact.comparator_name}",
            impact.period,
            wording.interval(impact),
        )
        return (
            claim.title,
            f"{direction}: {size}" if size else direction,
            effect,
            f"{design}; {wording.strength(impact.strength)}",
            "; ".join(part for part in context if part),
            self._cite(impact.source, impact.at),
        )

    def _cite(self, source: str, at: str) -> str:
        read = READ.get(self._reads[source])
        return f"[{self._numbers[source]}, {at}{f'; {read}' if read else ''}]"

    def lessons(self, topic: Topic) -> tuple[Block, ...]:
        """Lay out lessons by theme."""
        found: list[Block] = []
        for group in topic.lessons:
            found += [
                Heading(3, f"{group.theme} ({wording.count(group.sources, 'source')})"),
                Bullets(
                    tuple(f"{one.lesson.text} {self._cite(one.lesson.source, one.lesson.at)}" for one in group.lessons)
                ),
            ]
        return tuple(found) or (Paragraph(NONE_LEARNT),)

    def money(self, topic: Topic) -> list[str]:
        """Give terms and sums, each with where it stands."""
        sums = [
            f"{wording.sum_of(one.fact)}: {one.fact.what} ({one.title}) {self._cite(one.fact.source, one.fact.at)}"
            for one in topic.sums
        ]
        return [*sums, *(f"{one.fact.text} {self._cite(one.fact.source, one.fact.at)}" for one in topic.terms)]

    def contact(self, one: Owned) -> str:
        """Give a contact as printed, with its age."""
        fact = one.fact
        parts = (fact.name, fact.role, fact.organisation, fact.email, fact.phone)
        said = ", ".join(part for part in parts if part)
        return f"{said}. As of {wording.day(fact.as_of)}. {self._cite(fact.source, fact.at)}"

    def source(self, source: SourceRecord) -> str:
        """Give a source with its address."""
        where = f"https://doi.org/{source.doi}" if source.doi else source.url or "No address is known."
        read = f" {READ[source.read].capitalize()}." if source.read in READ else ""
        authors = source.authors or source.publisher
        number = self._numbers[source.id]
        return f"[{number}] {authors}. {source.title}. {source.publisher}, {wording.day(source.date)}.{read} {where}"
