"""Each form of a number through all three doors: the tagger, the search and `kb verify` read the same."""

from decimal import Decimal

import pytest

from ingest.read.load import load
from ingest.tag.lists import Lists
from ingest.tag.measures import measures, quantities
from ingest.verify.verification import Status
from kb.numbers.forms import plain
from kb.search.words import words
from tests.samples import REPOSITORY
from tests.verify.pairs import statuses

N, P, S = "\u00a0", "\u202f", "\u2009"
# The text, the number, its unit, what the tagger calls it.
FORMS = (
    ("£20M", 20_000_000, "GBP", "money"), ("£20 Million", 20_000_000, "GBP", "money"), ("£20mn", 20_000_000, "GBP", "money"),
    ("£1.2Bn", 1_200_000_000, "GBP", "money"), ("£500K", 500_000, "GBP", "money"), (f"£20{N}million", 20_000_000, "GBP", "money"),
    ("£20\nmillion", 20_000_000, "GBP", "money"), ("c.£20m", 20_000_000, "GBP", "money"), ("~£20m", 20_000_000, "GBP", "money"),
    ("£20-25m", 20_000_000, "GBP", "money"), ("£20–25 million", 25_000_000, "GBP", "money"), ("£8.2m", 8_200_000, "GBP", "money"),
    ("GBP20m", 20_000_000, "GBP", "money"), ("twenty million pounds", 20_000_000, "GBP", "money"),
    ("half a million pounds", 500_000, "GBP", "money"), ("£ 20 m", 20_000_000, "GBP", "money"),
    ("50 pence", 50, "pence", "money"),
    ("26%", 26, "percent", "percent"), ("26 per cent", 26, "percent", "percent"), ("26 PER CENT", 26, "percent", "percent"),
    ("26\nper cent", 26, "percent", "percent"), (f"26{N}%", 26, "percent", "percent"), ("26pc", 26, "percent", "percent"),
    ("26 percentage points", 26, "percentage-points", "percent"), ("twenty-six per cent", 26, "percent", "percent"),
    ("20-25%", 25, "percent", "percent"), ("36%²", 36, "percent", "percent"), ("9·5%", 9.5, "percent", "percent"),
    ("97,000 people", 97_000, "people", "quantity"), (f"97{N}000 people", 97_000, "people", "quantity"),
    (f"97{P}000 people", 97_000, "people", "quantity"), (f"97{S}000 people", 97_000, "people", "quantity"),
    ("97 000 people", 97_000, "people", "quantity"), ("97k people", 97_000, "people", "quantity"),
    ("c.97,000 people", 97_000, "people", "quantity"), ("97,000+ people", 97_000, "people", "quantity"),
    ("14,000² people", 14_000, "people", "quantity"), ("half a million people", 500_000, "people", "quantity"),
    ("one hundred and twenty people", 120, "people", "quantity"), ("ﬁve people", 5, "people", "quantity"),
    ("twenty-\nfive people", 25, "people", "quantity"), ("2½ years", 2.5, "years", "quantity"),
    ("2 1/2 years", 2.5, "years", "quantity"), ("two and a half years", 2.5, "years", "quantity"),
)  # fmt: skip
SENTENCE = "The practices and their patients: {} in all."


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> list[Status]:
    return statuses(
        tmp_path_factory.mktemp("doors"), [(number, unit, SENTENCE.format(text)) for text, number, unit, _ in FORMS]
    )


@pytest.fixture(scope="module")
def lists() -> Lists:
    return Lists(load(REPOSITORY / "entries").vocabularies.tagging)


@pytest.mark.parametrize("at", range(len(FORMS)), ids=[text for text, *_ in FORMS])
def test_a_form_is_read_alike_by_all(verified: list[Status], lists: Lists, at: int) -> None:
    text, number, _, kind = FORMS[at]
    sentence = SENTENCE.format(text)
    assert verified[at] == Status.FOUND
    assert plain(Decimal(str(number))) in [word.text for word in words(sentence)]
    tagged = {
        (span.vocabulary, sentence[span.start : span.end])
        for span in [*measures(sentence), *quantities(sentence, lists)]
    }
    assert any(label == kind and text.lstrip("c.~").rstrip("²") in span for label, span in tagged), tagged
