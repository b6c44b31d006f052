"""What is almost a term, a field or a name is told what was meant; what is far from all is told nothing."""

import random

import pytest

from ingest.read.load import load
from kb.model.entry import Entry
from kb.model.facts import fields_of
from kb.model.likeness import nearest
from kb.model.vocabulary import NAMES, Vocabularies
from tests.samples import REPOSITORY, write_base

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SEED = 20161103
SOURCES = tuple(path.stem for path in sorted((REPOSITORY / "entries" / "sources").glob("*.yml")))
SLUGS = tuple((REPOSITORY / "entries" / "published.txt").read_text(encoding="utf-8").splitlines()[1:])
FIELDS = tuple(fields_of(Entry))
# Short words have neighbours: of one of six letters, "fales" may be fails or tales.
SHORT = 6


@pytest.fixture(scope="module")
def vocabularies(tmp_path_factory: pytest.TempPathFactory) -> Vocabularies:
    return load(write_base(tmp_path_factory.mktemp("base") / "entries")).vocabularies


def misspelt(word: str, slips: int, chance: random.Random) -> str:
    """Give a word with letters left out, put in, swapped or mistaken, as people type them."""
    for _ in range(slips):
        at = chance.randrange(len(word) - 1)
        word = chance.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + chance.choice(LETTERS) + word[at:],
                word[:at] + chance.choice(LETTERS) + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    return word


@pytest.mark.parametrize(("slips", "share"), [(1, 0.97), (2, 0.85)])
@pytest.mark.parametrize("known", [SOURCES, SLUGS, FIELDS], ids=["sources", "slugs", "fields"])
def test_a_slip_or_two_is_told_what_was_meant_and_never_another(
    known: tuple[str, ...], slips: int, share: float
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same slips in every run
    told = {word: nearest(written, known) for word in known if (written := misspelt(word, slips, chance)) not in known}
    assert [(word, meant) for word, meant in told.items() if meant not in ("", word)] == []
    assert sum(word == meant for word, meant in told.items() if len(word) > SHORT) >= share * sum(
        len(word) > SHORT for word in told
    )


@pytest.mark.parametrize("name", [name for name in NAMES if name != "units"])
def test_a_misspelt_term_is_told_its_id_and_never_another(vocabularies: Vocabularies, name: str) -> None:
    chance, terms = random.Random(SEED), vocabularies.own_ids(name)  # noqa: S311 - the same slips in every run
    for word in terms:
        written = misspelt(word, 1, chance)
        meant = vocabularies.nearest(name, written)
        assert written in terms or meant in ("", word) or len(word) <= SHORT, (written, meant)
        assert meant or len(word) <= SHORT, written


@pytest.mark.parametrize("name", NAMES)
def test_letters_at_random_are_told_nothing(vocabularies: Vocabularies, name: str) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same letters in every run
    for _ in range(300):
        word = "".join(chance.choice(LETTERS) for _ in range(chance.randint(6, 14)))
        assert vocabularies.nearest(name, word) == ""
        assert nearest(word, SLUGS) == ""


FAR = (
    ("outcomes", "A&E admissions"),
    ("outcomes", "sharing"),
    ("directions", "attend"),
    ("directions", "trouble"),
    ("units", "agreed"),
    ("regions", "north-east-west"),
)


@pytest.mark.parametrize(("name", "word"), FAR)
def test_another_word_is_no_misspelt_term(vocabularies: Vocabularies, name: str, word: str) -> None:
    assert vocabularies.nearest(name, word) == ""


def test_several_that_are_as_near_are_none() -> None:
    assert nearest("britteon-202a-gm", ["britteon-2022-gm", "britteon-2024-gm"]) == ""
    assert nearest("leaflet-2017", ["leaflet-2016", "report-2017"]) == "leaflet-2016"


def test_a_county_is_told_its_region(vocabularies: Vocabularies) -> None:
    assert vocabularies.nearest("regions", "Nottinghamshire") == "east-midlands"
