import json
from pathlib import Path
from random import Random

import pytest

from ingest.evaluate.speed.bases import MADE, made_base
from ingest.evaluate.speed.generator import FREQUENT, RARE, Generator
from ingest.evaluate.speed.language import Language, name
from ingest.read.check import check
from ingest.read.copying import copy_frame
from ingest.read.load import Base, load
from tests.samples import REPOSITORY

ENTRIES = REPOSITORY / "entries"


def test_the_same_seed_and_base_give_the_same_entries(real_base: Base) -> None:
    first, again = (list(Generator(real_base).entries(12)) for _ in range(2))
    assert first == again
    assert list(Generator(real_base).entries(5)) == first[:5]


def test_another_seed_gives_others(real_base: Base) -> None:
    assert Generator(real_base, seed=2).data(3) != Generator(real_base).data(3)


def test_texts_are_as_long_as_real_ones(real_base: Base) -> None:
    real = [len(entry.summary.split()) for entry in real_base.entries.values()]
    made = [len(entry.summary.split()) for _, entry in Generator(real_base).entries(200)]
    assert sum(made) / len(made) == pytest.approx(sum(real) / len(real), rel=0.2)


def test_filters_of_one_and_ten_percent(real_base: Base) -> None:
    regions = [entry.place.region for _, entry in Generator(real_base).entries(200) if entry.place]
    assert (regions.count(RARE), regions.count(FREQUENT)) == (2, 20)


def test_no_two_coined_names_are_alike() -> None:
    assert len({name(number) for number in range(5000)}) == 5000


def test_a_language_keeps_to_its_words() -> None:
    text = Language(["the care team visits", "the team cares"]).text(30, 10, Random(1))  # noqa: S311
    assert set(text.split()) <= {"the", "care", "team", "visits", "cares"}


def test_many_made_entries_have_no_error(real_base: Base, tmp_path: Path) -> None:
    entries = tmp_path / "entries"
    copy_frame(ENTRIES, entries)
    for slug, entry in Generator(real_base).entries(300):
        path = entries / real_base.about.kinds[entry.kind].folder / f"{slug}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(entry.model_dump(exclude_none=True)), encoding="utf-8")
    assert [problem for problem in check(load(entries)) if problem.severity == "error"] == []


def test_made_entries_pass_the_check_and_are_built_by_the_build(
    real_base: Base, real_database: Path, tmp_path: Path
) -> None:
    entries = Path(real_base.documents["sources/" + next(iter(real_base.sources))].path).parents[1]
    made = made_base(real_database, entries, tmp_path / "build" / "bench" / "few", 3)
    assert [problem for problem in check(load(made.entries)) if problem.severity == "error"] == []
    assert made.database.is_file()
    before = (made.folder / MADE).stat().st_mtime_ns
    assert made_base(real_database, entries, made.folder, 3) == made
    assert (made.folder / MADE).stat().st_mtime_ns == before
