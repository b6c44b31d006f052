"""The whole review, parted into pages that a telephone bears: each holds what fits, in the order of the review."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kb.synthesis.review import Opposing, Review, Section
from kb.synthesis.review_words import Said

# Bytes of markup that a page has room for, and what each thing takes beside its words.
MOST = 72_000
OF_THE_METHOD, OF_A_STUDY, OF_A_SECTION, OF_A_RESULT, OF_A_SIDE, OF_A_LINE = 6_000, 800, 2_500, 1_100, 500, 150


@dataclass(frozen=True)
class ReviewPart:
    """What one page of the whole review holds."""

    opens: bool = False
    """True for the first, which says how it was searched and lists the key studies."""
    sections: tuple[Section, ...] = ()
    opposing: tuple[Opposing, ...] = ()
    sources: tuple[Said, ...] = ()

    @property
    def numbers(self) -> frozenset[int]:
        """Give the numbers of the entries that it sets out."""
        return frozenset(section.number for section in self.sections)


def parts_of(review: Review, most_of_a_kind: int | None) -> tuple[ReviewPart, ...]:
    """Part a review; of each kind of fact of an entry at most so many are set out, all where None is given."""
    found, room = [ReviewPart(opens=True)], MOST - OF_THE_METHOD - OF_A_STUDY * len(review.studies)
    for piece, weight in _pieces(review, most_of_a_kind):
        if weight > room and found[-1] != ReviewPart():
            found.append(ReviewPart())
            room = MOST
        found[-1] = _with(found[-1], piece)
        room -= weight
    return tuple(found)


def _pieces(review: Review, most: int | None) -> Iterator[tuple[Section | Opposing | Said, int]]:
    for section in review.sections:
        yield section, _weight(section, most)
    for one in review.opposing:
        yield one, OF_A_LINE + sum(OF_A_SIDE + len(side.sentence) for side in one.sides)
    for source in review.sources:
        yield source, OF_A_LINE + len(source.text) + len(source.cite)


def _weight(section: Section, most: int | None) -> int:
    said: Iterable[Said] = (
        one for kind in (section.contract, section.figures, section.lessons, section.contacts) for one in kind[:most]
    )
    words = sum(OF_A_LINE + len(one.text) for one in said) + sum(OF_A_LINE + len(gap) for gap in section.gaps[:most])
    return OF_A_SECTION + len(section.entry.summary) + words + OF_A_RESULT * len(section.results)


def _with(part: ReviewPart, piece: Section | Opposing | Said) -> ReviewPart:
    if isinstance(piece, Section):
        return replace(part, sections=(*part.sections, piece))
    if isinstance(piece, Opposing):
        return replace(part, opposing=(*part.opposing, piece))
    return replace(part, sources=(*part.sources, piece))
