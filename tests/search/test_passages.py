from pathlib import Path

import pytest
from tokenizers import Tokenizer

from ingest.read.load import Base, load
from ingest.vectors.model import of_base
from ingest.vectors.passages import MAX_WORDS, amount, impact_in_words, passages, split
from kb.model.claims import Impact
from tests.samples import CITE, REPOSITORY, write_base


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, list[str]]:
    base = load(write_base(tmp_path))
    found: dict[str, list[str]] = {}
    for passage in passages("sampleton-mcp", base.entries["sampleton-mcp"], base.vocabularies):
        found.setdefault(passage.field, []).append(passage.text)
    return found


def test_every_field_that_says_something_is_a_passage(texts: dict[str, list[str]]) -> None:
    assert set(texts) >= {
        "summary", "questions", "impacts", "lessons", "contract", "population", "figures", "milestones", "status",
        "place", "organisations", "contacts", "not_stated", "citations",
    }  # fmt: skip


def test_facts_are_put_into_words(texts: dict[str, list[str]]) -> None:
    assert "Contract value: £20 million, a year: whole budget." in texts["contract"]
    assert texts["population"] == ["Population: 97,000 registered patients (Whole population)."]
    assert "-9.5 percent" in texts["impacts"][0]
    assert "Emergency admissions" in texts["impacts"][0]
    assert "effect: good" in texts["impacts"][0]
    assert "pat@example.nhs.uk" in texts["contacts"][0]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"value": -30, "qualifier": "about"}, "decrease about -30 percent"),
        ({"value": 50, "value_to": 60, "measure": "level"}, "decrease, a level of 50 to 60 percent"),
        ({"value": 50, "measure": "level", "direction": "not-stated"}, "not stated 50 percent"),
        ({"value": None, "from": 18, "to": 80, "direction": "increase"}, "increase from 18 to 80 percent"),
        (
            {"value": None, "unit": None, "comparator": {"name": "elsewhere", "changed": "more"}},
            "elsewhere, which changed more.",
        ),
    ],
)
def test_a_result_says_how_exact_it_is_and_never_takes_a_level_for_a_change(
    real_base: Base, changes: dict[str, object], told: str
) -> None:
    impact = Impact.model_validate(
        {
            "outcome": "emergency-admissions", "direction": "decrease", "unit": "percent", "basis": "observed",
            "design": "before-after", "cite": CITE, **changes,
        }
    )  # fmt: skip
    assert told in impact_in_words(impact, real_base.vocabularies)


def test_gaps_and_citations_are_found_by_words_only(tmp_path: Path) -> None:
    base = load(write_base(tmp_path))
    found = passages("sampleton-mcp", base.entries["sampleton-mcp"], base.vocabularies)
    assert {passage.field for passage in found if passage.embedded is None} == {"not_stated", "citations"}
    assert [passage.position for passage in found] == list(range(len(found)))


@pytest.mark.parametrize(
    ("value", "unit", "to", "written"),
    [
        (20_000_000, "GBP", None, "£20 million"),
        (1_500_000_000, "GBP a year", None, "£1.5 billion a year"),
        (-3_300, "GBP", None, "-£3,300"),
        (30_000, "people", 50_000, "30,000 to 50,000 people"),
        (-36, "percent", None, "-36 percent"),
        (1_234_567, "USD", None, "$1,234,567"),
        (12, None, None, "12"),
    ],
)
def test_numbers_are_written_as_people_write_them(
    value: float, unit: str | None, to: float | None, written: str
) -> None:
    assert amount(value, unit, to) == written


def test_long_texts_are_cut_at_sentences_and_no_word_is_lost() -> None:
    text = " ".join(f"This is sentence number {number}." for number in range(80))
    parts = split(text)
    assert all(part.endswith(".") and len(part.split()) <= MAX_WORDS for part in parts)
    assert " ".join(parts) == text
    assert [len(part.split()) for part in split("word " * 200)] == [90, 90, 20]


def test_no_passage_of_the_real_base_is_longer_than_the_model_reads(real_base: Base, encoder_folder: Path) -> None:
    most = of_base(REPOSITORY / "entries").encoder.max_tokens
    tokenizer = Tokenizer.from_file(str(encoder_folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    found = [
        passage.embedded
        for slug, entry in real_base.entries.items()
        for passage in passages(slug, entry, real_base.vocabularies)
        if passage.embedded
    ]
    assert max(len(encoded.ids) for encoded in tokenizer.encode_batch(found)) <= most
