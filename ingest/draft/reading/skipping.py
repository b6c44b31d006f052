"""Leaves out what is not the document's own text: references, contents, lists of other documents."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.draft.reading.document import Block, BlockKind

_REFERENCES = re.compile(
    r"(?:\d+\.?\s*)?(?:references?(?: list)?|bibliography|end ?notes|works cited|further reading|list of references|"
    r"related (?:articles|documents|content|links)|similar documents|see also|you may also like)\s*:?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?|in this (?:report|issue)", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|^[^.]{3,120}[\s;]\d{1,3}$")
_AUTHORS = r"(?:\[?\d{1,3}[\].]?\s+)?[A-Z][\w'’-]+,?\s+(?:[A-Z]{1,3}\b|[A-Z]\.)"
_REFERENCE = re.compile(
    rf"^{_AUTHORS}.{{0,200}}?(?:19|20)\d\d.*(?:doi|https?:|www\.|\d+\s?\(\d+\)|\d+:\s?\d+|\bpp?\.\s?\d)"
)
# A list of teasers repeats the same few words under each ("Read more").
LEAST_TEASERS = 5
FEW_WORDS = 4
LONGEST_TITLE = 30
# A short line that stands this often is the running head of pages or slides.
LEAST_HEADS = 5
LONGEST_HEAD = 12


def own_text(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give the blocks that are the document's own, each with the heading that it stands under."""
    return tuple(_under_headings(_without_references(_without_repeated(_without_teasers(blocks)))))


def _without_repeated(blocks: Sequence[Block]) -> list[Block]:
    """Leave out the lines that slide after slide carries, as a running head does."""
    counted = Counter(block.text for block in blocks if len(block.text.split()) <= LONGEST_HEAD)
    return [block for block in blocks if counted[block.text] < LEAST_HEADS]


def _without_teasers(blocks: Sequence[Block]) -> list[Block]:
    """Leave out a run of titles and openings of other documents, each followed by the same words."""
    places: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        if len(block.text.split()) <= FEW_WORDS and block.kind != BlockKind.ROW:
            places.setdefault(block.text.casefold(), []).append(index)
    left: set[int] = set()
    for found in places.values():
        if len(found) >= LEAST_TEASERS and _are_teasers(blocks, found):
            left |= set(range(max(0, found[0] - 2), found[-1] + 1))
    return [block for index, block in enumerate(blocks) if index not in left]


def _are_teasers(blocks: Sequence[Block], found: list[int]) -> bool:
    """Before each repeated line stands an opening that begins with the title above it; a paragraph is no title."""
    openings = [(blocks[i - 2].text, blocks[i - 1].text) for i in found if i >= 2]
    titled = [(title, opening) for title, opening in openings if len(title.split()) <= LONGEST_TITLE]
    begun = sum(opening.casefold().startswith(title.casefold()[:40]) for title, opening in titled)
    return 3 * begun >= 2 * len(found)


def _without_references(blocks: Sequence[Block]) -> Iterator[Block]:
    inside: Block | None = None
    contents = False
    for block in blocks:
        heading = block.kind == BlockKind.HEADING
        if heading and inside and block.level <= inside.level and not _REFERENCES.fullmatch(block.text):
            inside = None
        if heading:
            contents = bool(_CONTENTS.fullmatch(block.text))
        if heading and inside is None and _REFERENCES.fullmatch(block.text):
            inside = block
        left = inside is not None or (contents and (heading or _LEADER.search(block.text)))
        if not (left or _is_listing(block)):
            yield block


def _is_listing(block: Block) -> bool:
    leaders = block.kind != BlockKind.HEADING and re.search(r"(?:\.\s?){5,}\s*\d{1,3}$", block.text)
    return bool(leaders or (block.kind != BlockKind.ROW and _REFERENCE.match(block.text)))


def _under_headings(blocks: Iterator[Block]) -> Iterator[Block]:
    heading = ""
    for block in blocks:
        if block.kind == BlockKind.HEADING:
            heading = block.text
        yield replace(block, section=heading)
