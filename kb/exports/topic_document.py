"""A topic as a row of blocks, for Markdown and Word, in the order of its page."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from kb.exports.document import Block, Bullets, Grid, Heading, Link, Paragraph
from kb.exports.publication import Publication
from kb.published import wording
from kb.published.claims import ClaimRecord
from kb.published.labels import Labels
from kb.published.record_types import SourceRecord
from kb.published.wording import READ
from kb.synthesis.subjects import lowered
from kb.synthesis.topic import FEWEST, OutcomePart, Topic
from kb.synthesis.topic_facts import EntryCard, Owned

HEADER = ("Entry", "Result", "Effect", "Design and strength", "In whom, against what", "Where")
WIDTHS = (30, 22, 16, 22, 40, 20)
# Of what one term has alone, so many stand where both together have nothing.
OF_THOSE_ALONE = 3
NONE_LEARNT = "No entry on this tells a lesson."


def topic_blocks(topic: Topic, wider: Sequence[Topic], labels: Labels, publication: Publication) -> tuple[Block, ...]:
    """Lay out a topic; `wider` are its two terms alone, where something is missing of both together."""
    writer = TopicWriter(labels, publication, topic.sources)
    return (
        Heading(1, topic.subjects.title),
        Paragraph(f"From the {publication.name}, data version {publication.data_version}."),
        Link("On the site", publication.address(topic.subjects.url)),
        *(Paragraph(one.term.definition, one.term.label) for one in topic.subjects.all),
        *writer.numbers_of(topic),
        Heading(2, "The answer"),
        *(Paragraph(sentence) for sentence in (*topic.answer, *topic.of_under)),
        *writer.results(topic, wider),
        Heading(2, "What went wrong"),
        *_listed((f"{one.kind}: {one.title}. {one.text}" for one in topic.wrongs), "Nothing is recorded as having gone wrong."),
        *_alone(wider, "wrongs", lambda one: f"{one.kind}: {one.title}", unless=topic.wrongs[FEWEST - 1 :]),
        Heading(2, "What those who did it would tell others"),
        *writer.lessons(topic),
        Heading(2, "Contract terms and money"),
        *_listed(writer.money(topic), "No contract term and no sum is recorded."),
        *_alone(wider, "sums", lambda one: f"{wording.sum_of(one.fact)}: {one.fact.what} ({one.title})", unless=topic.sums),
        Heading(2, "Where and when"),
        *(Paragraph(sentence) for sentence in where_and_when(topic)),
        *_placed(topic, publication),
        Heading(2, "Whom to ask"),
        *_listed((writer.contact(one) for one in topic.contacts), "No source names anybody to ask."),
        *_alone(wider, "contacts", writer.person, unless=topic.contacts),
        Heading(2, "What nobody has measured"),
        Bullets(unmeasured(topic)),
        Heading(2, "Entries"),
        *_listed((writer.entry(card) for card in topic.entries), "The base holds no entry on this."),
        *_ways(topic, publication),
        Heading(2, "Sources"),
        *_listed((writer.source(source) for source in topic.sources), "No source is cited here."),
    )  # fmt: skip


def where_and_when(topic: Topic) -> tuple[str, ...]:
    """Say in words where the entries are, and of which years they tell."""
    regions = ", ".join(f"{label} {number}" for label, number in topic.regions)
    said = [f"Entries by region: {regions}." if regions else "No entry is tied to a region."]
    if topic.years:
        first, last = topic.years
        said.append(f"They tell of {first} to {last}." if first != last else f"They tell of {first}.")
    return tuple(said)


def _placed(topic: Topic, publication: Publication) -> tuple[Block, ...]:
    places = tuple(f"{card.place}: {card.title}" for card in topic.entries if card.place)
    if not topic.places:
        return _listed(places, "No entry names a place.")
    query = urlencode((("by", "place"), *topic.subjects.pairs))
    return (*_listed(places, ""), Link("Map", publication.address(f"/map?{query}")))


def _alone(
    wider: Sequence[Topic], name: str, said: Callable[[Any], str], *, unless: Sequence[object]
) -> tuple[Block, ...]:
    """Say what each of two terms has alone, where both together have nothing."""
    found: list[Block] = []
    for one in wider if not unless else ():
        facts = getattr(one, name)
        if facts:
            lead = f"{one.subjects.title} alone has {len(facts)}, such as"
            found += [Paragraph("", lead), Bullets(tuple(said(fact) for fact in facts[:OF_THOSE_ALONE]))]
    return tuple(found)


def _ways(topic: Topic, publication: Publication) -> tuple[Block, ...]:
    ways = tuple(f"{pair.title} ({number}). {publication.address(pair.url)}" for pair, number in topic.ways)
    return (Heading(3, "Together with another topic"), Bullets(ways)) if ways else ()


def unmeasured(topic: Topic) -> tuple[str, ...]:
    """Say in words what nobody has measured."""
    found = topic.unmeasured
    said = []
    if found.hoped:
        said.append(f"Hoped for or claimed, and measured by no study here: {', '.join(found.hoped)}.")
    if found.missing:
        said.append(f"No study result at all, by {found.missing_name}: {', '.join(found.missing)}.")
    return tuple(said) or (_nothing_unmeasured(topic),)


def _nothing_unmeasured(topic: Topic) -> str:
    """Say what is true where no outcome and no care model is left: a topic about one outcome has no others to speak of."""
    outcome, studied = topic.subjects.outcome, topic.numbers.studied.total
    if outcome is None:
        return "Every outcome that the base measures is measured here."
    if not studied:
        return f"No study in the base measured {lowered(outcome.label)} here, and nobody hoped for it or claimed it."
    found = wording.count(studied, "independent result")
    return f"This page is about one outcome, {lowered(outcome.label)}, and that was measured: {found}."


def _listed(items: Iterable[str], absent: str) -> tuple[Block, ...]:
    found = tuple(items)
    return (Bullets(found),) if found else (Paragraph(absent),)


class TopicWriter:
    """Writes the parts of one topic, with its sources numbered."""

    def __init__(self, labels: Labels, publication: Publication, sources: Sequence[SourceRecord]) -> None:
        self._labels, self._publication = labels, publication
        self._numbers = {source.id: number for number, source in enumerate(sources, start=1)}
        self._reads = {source.id: source.read for source in sources}

    def numbers_of(self, topic: Topic) -> tuple[Block, ...]:
        """Give the three numbers."""
        numbers = topic.numbers
        design = f", {self._labels.label('study_designs', numbers.design).lower()}" if numbers.design else ""
        return (
            Paragraph(str(numbers.studied.total), "Independent results"),
            Paragraph(f"{wording.strength_in_full(numbers.strength)}{design}", "Strongest design"),
            Paragraph(numbers.money or "no sum printed", "Sums in contracts")
            if topic.subjects.of("contract_types")
            else Paragraph(numbers.results_in_money, "Results in money"),
        )

    def results(self, topic: Topic, wider: Sequence[Topic]) -> tuple[Block, ...]:
        """Lay out the results by outcome, or say that there is none."""
        found: list[Block] = [Heading(2, "Every result" if topic.subjects.outcome else "By outcome")]
        if topic.subjects.outcome and any(claim.impact.measured for part in topic.outcomes for claim in part.claims):
            found.append(Link("Drawing", self._publication.address(f"{topic.subjects.url}.svg")))
        found += [block for part in topic.outcomes for block in self.outcome(part)]
        if not topic.outcomes:
            found.append(Paragraph("The base holds no result, claim or aim on this."))
            found += [Paragraph(one.answer[0], f"{one.subjects.title} alone") for one in wider if one.outcomes]
        return (*found, *self.under(topic))

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
            impact.comparator_name and f"against {wording.comparator(impact)}",
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

    def person(self, one: Owned) -> str:
        """Give a contact as printed, with its age."""
        fact = one.fact
        parts = (fact.name, fact.role, fact.organisation, fact.email, fact.phone)
        return f"{', '.join(part for part in parts if part)}. As of {wording.day(fact.as_of)}."

    def contact(self, one: Owned) -> str:
        """Give a contact with its source."""
        return f"{self.person(one)} {self._cite(one.fact.source, one.fact.at)}"

    def entry(self, card: EntryCard) -> str:
        """Give an entry with what it is, where, when, and its address."""
        kind = self._labels.label("kinds", card.kind).lower()
        about = ", ".join(part for part in (kind, card.place, wording.day(card.status_as_of)) if part)
        return f"{card.title} ({about}). {self._publication.address(card.url)}"

    def source(self, source: SourceRecord) -> str:
        """Give a source with its address."""
        where = f"https://doi.org/{source.doi}" if source.doi else source.url or "No address is known."
        read = f" {READ[source.read].capitalize()}." if source.read in READ else ""
        return f"[{self._numbers[source.id]}] {wording.cited(source)}{read} {where}"
