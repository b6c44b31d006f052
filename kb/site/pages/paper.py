"""The review as a paper of two pages: the main outcome drawn, the strongest results, what went wrong, whom to ask."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kb.published.labels import Labels
from kb.published.record_types import SourceRecord
from kb.published.records import EntryRecord
from kb.site.drawing.outcome_plot import PlotClaim, outcome_plot
from kb.site.drawing.outcome_svg import outcome_picture
from kb.site.drawing.svg import Picture
from kb.synthesis.review import Review
from kb.synthesis.review_words import Result, Said
from kb.synthesis.wrongs import STOPPED

DRAWN, RESULTS, LESSONS, SUMS, CONTACTS, WRONG = 7, 6, 5, 4, 4, 4


@dataclass(frozen=True)
class Numbered:
    """Something said by an entry, with the number of that entry."""

    number: int
    said: Said


@dataclass(frozen=True)
class Paper:
    """What two pages hold of a review; the counts say how much there is in all."""

    outcome: str
    picture: Picture | None
    drawn: tuple[PlotClaim, ...]
    """The claims of the picture."""
    results: tuple[Result, ...]
    all_results: int
    over: tuple[tuple[int, EntryRecord, Said | None], ...]
    wrong: tuple[Result, ...]
    lessons: tuple[Numbered, ...]
    sums: tuple[Numbered, ...]
    contacts: tuple[Numbered, ...]
    sources: tuple[tuple[int, SourceRecord], ...]
    """Those that the paper cites, with the numbers that they have in the whole review."""
    all_sources: int


def paper(review: Review, labels: Labels) -> Paper:
    """Choose what goes on two pages: the strongest results, failures first, one lesson of each entry."""
    results = _once(sorted(review.results, key=_strength))
    main = _main(results)
    shown = tuple(results[:RESULTS])
    sections = review.sections
    over = tuple((s.number, s.entry, next(iter(s.lessons), None)) for s in sections if s.entry.status in STOPPED)[
        :WRONG
    ]
    wrong = tuple(result for result in results if result.impact.effect == "bad")[: WRONG - len(over)]
    told = {said for _, _, said in over}
    lessons = _first(((s.number, [said for said in s.lessons if said not in told]) for s in sections), LESSONS)
    sums = _first(((s.number, s.contract) for s in sections), SUMS)
    contacts = _first(((s.number, s.contacts) for s in sections), CONTACTS)
    cited = {said.source for said in told if said} | {one.said.source for one in (*lessons, *sums, *contacts)}
    cited |= {result.impact.source for result in (*shown, *wrong)}
    sources = _sources(review)
    outcome, drawn = labels.label("outcomes", main) if main else "", _claims(results, main)
    return Paper(
        outcome=outcome,
        picture=plotted(drawn, outcome, labels, lambda address: address) if drawn else None,
        drawn=drawn,
        results=shown,
        all_results=len(results),
        over=over,
        wrong=wrong,
        lessons=lessons,
        sums=sums,
        contacts=contacts,
        sources=tuple((number, source) for number, source in sources if source.id in cited),
        all_sources=len(sources),
    )


def _first(found: Iterable[tuple[int, Sequence[Said]]], most: int) -> tuple[Numbered, ...]:
    """Give the first that each entry says, of so many entries."""
    return tuple(Numbered(number, said[0]) for number, said in found if said)[:most]


def _once(results: list[Result]) -> list[Result]:
    """Leave out results that tell a claim again."""
    return list({result.impact.claim: result for result in reversed(results)}.values())[::-1]


def _strength(result: Result) -> tuple[int, int]:
    return -(-1 if result.impact.strength is None else result.impact.strength), result.number


def _main(results: list[Result]) -> str | None:
    """Give the outcome with most results, of equally many the one with the strongest."""
    counts = Counter(result.impact.outcome for result in results)
    return counts.most_common(1)[0][0] if counts else None


def _claims(results: list[Result], outcome: str | None) -> tuple[PlotClaim, ...]:
    claims = [
        PlotClaim(
            f"{one.number}. {one.entry.title}",
            f"{one.entry.url}#impact-{one.impact.position}",
            one.entry.date[:4],
            one.impact,
            one.entry.reading(one.impact),
        )
        for one in results
        if one.impact.outcome == outcome
    ]
    return tuple(claims[:DRAWN])


def plotted(claims: Iterable[PlotClaim], outcome: str, labels: Labels, link_to: Callable[[str], str]) -> Picture:
    """Draw the claims of a paper on its main outcome, which is named as pages do."""
    return outcome_picture(outcome_plot(claims), labels, f"{outcome}: results of the entries of this review", link_to)


def _sources(review: Review) -> tuple[tuple[int, SourceRecord], ...]:
    """Give the sources with the numbers that the citations of the review use."""
    found = {source.id: source for section in review.sections for source in section.entry.sources}
    return tuple(enumerate(found.values(), start=1))
