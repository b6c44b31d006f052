"""Our own words are as plain as we ask contributors to be: grade 7 is read at about age 12."""

import pytest
from datasette.app import Datasette

from kb.published.summary import ANSWERS
from tests.exhibits import exhibit
from tests.publishing import site
from tests.site.pages import get
from tests.site.readability import grade, marked, own_sentences, syllables_of

HARDEST = 7.5
# Fewer words than this tell nothing of how hard a page is.
FEWEST = 12
PAGES = (
    "/",
    "/search",
    "/search?q=nurse&kind=case-study&area_population=60000&area_setting=home",
    "/search?q=xylophone&mode=keyword&kind=finding",
    "/entries/sampleton-mcp?area_population=60000",
    "/entries/sampleton-homes",
    "/entries/quiet-nights",
    "/entries/old-sampleton",
    "/compare",
    "/compare?entry=sampleton-mcp&entry=sampleton-homes",
    "/map",
    "/map?by=contract_type",
    "/map?by=place_and_time",
    "/review?q=admissions",
    "/topics",
    "/topics/care_models/mcp",
    "/topics/contract_types/capitated/outcomes/emergency-admissions",
    "/topics/settings/mental-health",
    "/glossary",
    "/glossary?vocabulary=outcomes",
    "/contacts",
    "/contacts?q=xylophone&mode=keyword",
    "/vanguards",
    "/about",
    "/api",
    "/kb",
    "/kb/entries",
    "/kb/entries/sampleton-mcp",
    "/nowhere",
)
MISTAKES = (
    "/search.json?colour=red",
    "/search.json?size=0",
    "/search.json?population_min=x",
    "/search.json?next=x",
    "/search.json?area_population=x",
    "/search.json?q=a&q=b",
    "/entries/nothing.json",
    "/compare.json?entry=sampleton-mcp",
    "/map.json?by=x",
    "/nowhere.json",
)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """The exhibits, served with a mark around all that templates are given."""
    served = site(exhibit(tmp_path_factory.mktemp("plain")))
    marked(served)
    return served


@pytest.mark.parametrize("address", PAGES)
async def test_our_own_words_on_a_page_are_plain(plain: Datasette, address: str) -> None:
    response = await plain.client.get(address)
    text = " ".join(own_sentences(response.text))
    assert len(text.split()) >= FEWEST
    assert grade(text) <= HARDEST


async def test_messages_about_mistakes_are_plain(plain: Datasette) -> None:
    told = [(await plain.client.get(address)).json()["error"] for address in MISTAKES]
    # The values that are allowed stand after a colon, and are names.
    assert grade(" ".join(f"{message.split(': ')[0]}." for message in told)) <= HARDEST


def test_answers_for_entries_are_plain() -> None:
    assert grade(" ".join(f"{label}. {explanation}" for label, explanation in ANSWERS.values())) <= HARDEST


async def test_what_entries_say_is_not_measured(plain: Datasette) -> None:
    text = " ".join(own_sentences((await get(plain, "/entries/sampleton-homes")).text))
    assert "no cookie, nothing stored" in text
    assert "A nurse visits each care home" not in text


def test_the_grade_is_that_of_the_published_formula() -> None:
    """Six words in one sentence, with seven syllables."""
    assert grade("The cat sat under the mat.") == pytest.approx(0.39 * 6 + 11.8 * 7 / 6 - 15.59)


def test_a_hard_text_is_told_from_an_easy_one() -> None:
    easy = "We read each report. We say what it found. We show where it says so."
    hard = "Methodological heterogeneity necessitates circumspect interpretation of aggregated evaluative conclusions."
    assert grade(easy) < 4
    assert grade(hard) > 20


@pytest.mark.parametrize(
    ("syllables", "words"),
    [
        (1, "read made years moved judged does used linked"),
        (2, "people stated sources table being science measured places study patients social trial something"),
        (3, "evidence commission area idea created medium articles period various"),
        (4, "comparison variation experience commissioner illustration material"),
    ],
)
def test_syllables_are_counted_as_spoken(syllables: int, words: str) -> None:
    assert {word: syllables_of(word) for word in words.split()} == dict.fromkeys(words.split(), syllables)
