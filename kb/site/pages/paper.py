"""The review as a paper of two pages: the main outcome drawn, the strongest results, what went wrong, whom to ask."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.published.labels import Labels
from kb.published.record_types import SourceRecord
from kb.published.records import EntryRecord
from kb.site.drawing.outcome_plot import PlotClaim, outcome_plot
from kb.site.drawing.outcome_svg import outcome_picture
from kb.site.drawing.svg import Picture
from kb.synthesis.review import Other, Review
from kb.synthesis.review_words import Citations, Result, Said
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
    others: tuple[Other, ...]
    """Whom other entries name, where none of these names anybody."""
    sources: tuple[tuple[int, SourceRecord], ...]
    """Those that the paper cites, numbered in the order in which it cites them; the whole review has its own numbers."""
    all_sources: int


def paper(review: Review, labels: Labels) -> Paper:
    """Choose what goes on two pages: the strongest results, failures first, one lesson of each entry."""
    results = _once(sorted(review.results, key=_strength))
    main = _main(results)
    shown = tuple(results[:RESULTS])
    sections = review.sections
    stopped = [section for section in sections if section.entry.status in STOPPED][:WRONG]
    over = tuple((section.number, section.entry, next(iter(section.lessons), None)) for section in stopped)
    wrong = tuple(result for result in results if result.impact.effect == "bad")[: WRONG - len(over)]
    told = {said for _, _, said in over}
    lessons = _first(((s.number, [said for said in s.lessons if said not in told]) for s in sections), LESSONS)
    sums = _first(((s.number, s.contract) for s in sections), SUMS)
    contacts = _first(((s.number, s.contacts) for s in sections), CONTACTS)
    outcome, drawn = labels.label("outcomes", main) if main else "", _claims(results, main)
    found = Paper(
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
        others=review.others,
        sources=(),
        all_sources=len(review.citations.sources),
    )
    return _renumbered(found, review.citations)


def _renumbered(found: Paper, citations: Citations) -> Paper:
    """Number the sources of a paper anew: a reader of two pages is to find each number, and none left out."""
    numbers = citations.only(_cited(found))
    return replace(
        found,
        results=_recited(found.results, numbers),
        over=tuple((number, entry, said and numbers.again(said)) for number, entry, said in found.over),
        wrong=_recited(found.wrong, numbers),
        lessons=_numbered(found.lessons, numbers),
        sums=_numbered(found.sums, numbers),
        contacts=_numbered(found.contacts, numbers),
        others=tuple(replace(one, said=numbers.again(one.said)) for one in found.others),
        sources=tuple(enumerate(numbers.sources, start=1)),
    )


def _cited(found: Paper) -> Iterator[str]:
    """Give the sources that a paper cites, in the order of its page."""
    yield from (result.impact.source for result in found.results)
    yield from (said.source for _, _, said in found.over if said)
    yield from (result.impact.source for result in found.wrong)
    yield from (one.said.source for one in (*found.lessons, *found.sums, *found.contacts))
    yield from (one.said.source for one in found.others)


def _recited(results: Iterable[Result], numbers: Citations) -> tuple[Result, ...]:
    return tuple(replace(result, cite=numbers.cite(result.impact)) for result in results)


def _numbered(found: Iterable[Numbered], numbers: Citations) -> tuple[Numbered, ...]:
    return tuple(replace(one, said=numbers.again(one.said)) for one in found)


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
