"""What a base says of itself in base.yml: whose it is, what it holds, and the words that depend on its subject."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from kb.model.encoder import FOLDER as ENCODER
from kb.model.encoder import USUAL
from kb.model.facts import Fact, Slug, Term, Text, term
from kb.model.outline import Outline

FILE = "base.yml"
TAGGING, SOURCES, VOCABULARIES = "tagging", "sources", "vocabularies"
# Folders that hold no entries; the empty name is that of base.yml itself.
OTHER_FOLDERS = frozenset({"", TAGGING, SOURCES, VOCABULARIES, ENCODER})
# The filters of every base; others are those of the base's own vocabularies.
FILTER_NAMES = (
    "kind", "care_model", "contract_type", "outcome", "effect", "aim", "basis", "setting", "population_group", "status",
    "region", "source",
)  # fmt: skip
FilterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
# Tiles that stand beside each other.
COLUMNS = 4
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/:?#]+(:\d{1,5})?([/?#]\S*)?$", max_length=500)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Licence(Fact):
    """What others may do with the entries."""

    name: Text = Field(description="Short name, as people write it: CC BY 4.0.")
    id: Text = Field(description="Identifier in the SPDX list: CC-BY-4.0.")
    title: Text = Field(description="Full title.")
    address: Address = Field(description="Address of its text.")


class KindOfEntry(Fact):
    """One kind of entry; its label and definition stand in vocabularies/kinds.yml."""

    folder: Slug = Field(description="Folder of its files, beside base.yml.")
    counted: Text = Field(description="Word for several of them after a number: case studies.")
    timeline: bool = Field(False, description="Whether it is a scheme with a course of its own, shown on the timeline.")
    waves: bool = Field(
        False, description="Whether its entries were chosen in waves, and say in `vanguard` in which one."
    )


class FilterWords(Fact):
    """What pages call a filter; its place in the list is its place on the page."""

    name: FilterName = Field(
        description="Name of the filter in addresses; for a vocabulary of the base's own, the name of its file."
    )
    label: Text = Field(description="What pages call it, in the singular: Care model.")
    plural: Text = Field(description="The same for several: Care models.")
    help: Text = Field(description="What it filters by, in a sentence.")
    open: bool = Field(False, description="Whether it stands open on the search page.")


class Tile(Fact):
    """The place of a region on the map of tiles."""

    region: Term = term("regions", "Region.")  # type: ignore[assignment]
    row: int = Field(ge=1, le=12, description="Row, from 1 at the top.")
    column: int = Field(ge=1, le=4, description="Column, from 1 at the left.")


class Wording(Fact):
    """Words that depend on the subject."""

    heading: Text = Field(description="Heading of the home page.")
    lead: Text = Field(description="What the entries are on, after their number: on vanguards and local schemes.")
    about: Text = Field(description="First paragraphs of the page about the base, as Markdown.")
    kinds: dict[str, Text] = Field(
        default_factory=dict, description="By kind, a line of the about page; the definition where none is given."
    )
    good_for: Text = Field(description="For whom an effect is good or bad: patients or the system.")
    directions: Text = Field(description="Example of wanted directions: fewer emergency admissions are good, …")
    story: Text = Field(description="What an illustration is: a patient's story or an example.")
    wave: Text | None = Field(None, description="What a wave is of, where kinds have waves: a wave of vanguards.")
    people: Text = Field(description="Whose names are never kept: patients.")
    readings: Text | None = Field(
        None, description="What readings of the entries by people found, with their dates, as Markdown."
    )


class BaseFile(Fact):
    """The file base.yml: one file that says whose base it is."""

    name: Text = Field(description="Name of the base.")
    short_name: Slug = Field(description="Short name for files and packages: care-models-evidence.")
    summary: Text = Field(
        description="What the base holds, in one sentence; feeds, exports and search engines show it."
    )
    publisher: Text = Field(description="Who publishes it.")
    licence: Licence = Field(description="Licence of the entries.")
    disclaimer: Text = Field(description="What it is not, at the foot of every page.")
    repository: Address | None = Field(None, description="Public address of the repository.")
    site: Address | None = Field(None, description="Public address of the site.")
    corrections: Text | None = Field(None, description="Whom to write to with a correction: an e-mail or an address.")
    language: Text = Field(description="Language of the entries as a code: en-GB.")
    keywords: list[Text] = Field(description="Keywords for catalogues.")
    kinds: dict[str, KindOfEntry] = Field(min_length=1, description="Kinds of entry by their id in kinds.yml.")
    filters: list[FilterWords] = Field(description="All filters, in the order of the search page.")
    examples: list[Text] = Field(
        min_length=1, description="Searches to try; the first also stands in the API's examples."
    )
    tiles: list[Tile] = Field(
        description="Where regions stand on the map; a region without a place is listed below it."
    )
    outline: Outline | None = Field(
        None, description="What the map draws behind the places; it stands in outline.yml beside base.yml."
    )
    currencies: list[Currency] = Field(
        min_length=1, description="Currencies that contracts are in, by their ISO 4217 codes."
    )
    encoder: Text = Field(
        USUAL, description="Encoder of the search: the name of one that the program knows, or a folder beside base.yml."
    )
    wording: Wording = Field(description="Headings and sentences of pages that depend on the subject.")

    @cached_property
    def folders(self) -> Mapping[str, str]:
        """Give the kind of each folder of entries."""
        return {kind.folder: name for name, kind in self.kinds.items()}

    @cached_property
    def own_vocabularies(self) -> tuple[str, ...]:
        """Give the vocabularies that this base has beside those of every base, each a filter of the same name."""
        return tuple(one.name for one in self.filters if one.name not in FILTER_NAMES)

    @cached_property
    def _filters(self) -> Mapping[str, FilterWords]:
        return {one.name: one for one in self.filters}

    def filter_words(self, name: str) -> FilterWords:
        """Give what pages call a filter."""
        return self._filters[name]

    def label(self, name: str) -> str:
        """Give the name of a filter in the singular."""
        return self._filters[name].label

    def plural(self, name: str) -> str:
        """Give the name of a filter in the plural."""
        return self._filters[name].plural

    def counted(self, kind: str) -> str:
        """Give the word for several entries of a kind."""
        return self.kinds[kind].counted

    def schemes(self) -> tuple[str, ...]:
        """Give the kinds that the timeline shows, in their order."""
        return tuple(name for name, kind in self.kinds.items() if kind.timeline)

    def in_waves(self) -> tuple[str, ...]:
        """Give the kinds whose entries were chosen in waves."""
        return tuple(name for name, kind in self.kinds.items() if kind.waves)

    def sites(self) -> str | None:
        """Give the word for entries that were chosen in waves; None where there are none."""
        waves = self.in_waves()
        return self.counted(waves[0]) if waves else None

    def tiled(self, regions: Iterable[str]) -> tuple[tuple[str | None, ...], tuple[str, ...]]:
        """Give the tiles row by row, None where none stands, and the regions that have no place among them."""
        places = {(tile.row, tile.column): tile.region for tile in self.tiles}
        rows = max((row for row, _ in places), default=0)
        grid = tuple(places.get((row, column)) for row in range(1, rows + 1) for column in range(1, COLUMNS + 1))
        return grid, tuple(region for region in regions if region not in grid)
