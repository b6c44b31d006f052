"""A report as it is read: blocks of text in reading order, each with its kind and the place where it stands."""

from dataclasses import dataclass
from enum import StrEnum

from kb.errors import KbError


class UnreadableError(KbError):
    """A report that can't be read; the message says why and what to do."""

    exit_code = 1


class BlockKind(StrEnum):
    """What a block is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"


@dataclass(frozen=True)
class Block:
    """A piece of text. `part` names its page, slide or paragraph; `start` is its place in a file of plain text.

    `head` is what the first column of a table is called, for its rows.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    part: str = ""
    level: int = 0
    section: str = ""
    start: int = 0
    head: str = ""


@dataclass(frozen=True)
class Description:
    """What a document says of itself; empty where it is silent. `date` is an ISO day, month or year."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    url: str = ""
    doi: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Document:
    """A document that was read. `parts` is what its parts are called: page, slide, chapter, paragraph or extract."""

    name: str
    parts: str
    blocks: tuple[Block, ...]
    about: Description = Description()

    def at(self, block: Block) -> str:
        """Name the place of a block as a citation does: its part, the heading over it, or `extract`."""
        if block.part:
            return block.part
        heading = " ".join(block.section.split())[:120].strip()
        if self.parts == "extract" or not heading:
            return "extract"
        return f"slide '{heading}'" if self.parts == "slide" else f"'{heading}'"
