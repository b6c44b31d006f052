"""Topics, vanguards, contacts, words and the card of a search, as a reader gets them."""

import csv
import io
import re
import zipfile

import pytest
from datasette.app import Datasette

from tests.site.pages import by_id, get, links, page, text

MODEL = "/topics/care_models/mcp"
OUTCOME = "/topics/outcomes/emergency-admissions"
BOTH = "/topics/care_models/mcp/outcomes/emergency-admissions"
SECTIONS = (
    "answer", "outcomes", "went-wrong", "lessons", "money", "where", "contacts", "not-measured", "entries", "sources",
)  # fmt: skip


@pytest.mark.parametrize("address", [MODEL, OUTCOME, BOTH, "/topics/settings/mental-health"])
async def test_a_topic_has_every_part_in_order_and_says_what_is_absent(served: Datasette, address: str) -> None:
    tree = await page(served, address)
    ids = [element.get("id") for element in tree.iter("section")]
    assert [name for name in ids if name in SECTIONS] == list(SECTIONS)
    assert all(text(by_id(tree, name)) for name in SECTIONS if name != "sources")


async def test_a_topic_without_entries_says_so_part_by_part(served: Datasette) -> None:
    tree = await page(served, "/topics/settings/mental-health")
    assert "No independent study in the base gives a result on mental health" in text(by_id(tree, "answer"))
    assert "The base holds no result, claim or aim on this." in text(by_id(tree, "outcomes"))
    assert "Nothing is recorded as having gone wrong." in text(by_id(tree, "went-wrong"))
    assert "No entry on this tells a lesson." in text(by_id(tree, "lessons"))
    assert "That is a gap in this base" in text(by_id(tree, "entries"))


async def test_a_topic_leads_with_its_counts_and_names_failures_first(served: Datasette) -> None:
    tree = await page(served, OUTCOME)
    assert "Of 3 independent results on emergency admissions, from 3 studies, 2 rose, 1 fell." in text(
        by_id(tree, "answer")
    )
    wrongs = [text(item) for item in by_id(tree, "went-wrong").iter("li")]
    assert wrongs[0].startswith("Failed: Otherton team")
    assert any(item.startswith("Worse, a study found") for item in wrongs)
    assert "/contacts" not in links(by_id(tree, "contacts"))
    assert "pat@example.nhs.uk" in text(by_id(tree, "contacts"))


async def test_the_same_topic_answers_in_either_order(served: Datasette) -> None:
    other = (await get(served, "/topics/outcomes/emergency-admissions/care_models/mcp.json")).json()
    assert other == (await get(served, f"{BOTH}.json")).json()
    assert other["url"] == BOTH


async def test_the_numbers_of_a_topic_are_those_of_its_claims(served: Datasette) -> None:
    found = (await get(served, f"{MODEL}.json")).json()
    claims = [claim for part in found["outcomes"] for claim in part["claims"]]
    studied = [claim for claim in claims if claim["studied"]]
    assert found["numbers"]["results"]["total"] == len(studied) > 0
    assert sum(found["numbers"]["results"]["effects"].values()) == len(studied)
    rows = list(csv.DictReader(io.StringIO((await get(served, f"{MODEL}.csv")).text)))
    assert [row["claim"] for row in rows] == [claim["claim"] for claim in claims]


PARTS = (
    "The answer", "Every result", "What went wrong", "What those who did it would tell others",
    "Contract terms and money", "Where and when", "Whom to ask", "What nobody has measured", "Entries", "Sources",
)  # fmt: skip


@pytest.mark.parametrize("address", [OUTCOME, BOTH, "/topics/outcomes/falls"])
async def test_files_have_every_part_in_the_order_of_the_page_and_say_what_is_absent(
    served: Datasette, address: str
) -> None:
    said = (await get(served, f"{address}.md")).text
    assert [line[3:] for line in said.splitlines() if line.startswith("## ")] == list(PARTS)
    parts = dict(zip(PARTS, re.split(r"^## .*$", said, flags=re.MULTILINE)[1:], strict=True))
    assert all(part.strip() for part in parts.values())
    with zipfile.ZipFile(io.BytesIO((await get(served, f"{address}.docx")).content)) as archive:
        word = archive.read("word/document.xml").decode()
    headings = re.findall(r'<w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t[^>]*>([^<]+)', word)
    assert headings == list(PARTS)
    tree = await page(served, address)
    for sentence in parts["Where and when"].strip().splitlines():
        if sentence.startswith(("Entries by region", "They tell of", "No entry is tied")):
            assert sentence in text(by_id(tree, "where"))


async def test_files_say_what_each_of_two_terms_has_alone(served: Datasette) -> None:
    said = (await get(served, "/topics/care_models/mcp/settings/mental-health.md")).text
    assert "alone" in said
    assert "Together with another topic" in (await get(served, f"{MODEL}.md")).text


async def test_results_under_such_a_contract_are_told_alike_on_page_card_and_files(served: Datasette) -> None:
    address = "/topics/contract_types/capitated"
    found = (await get(served, f"{address}.json")).json()
    (said,) = [sentence for sentence in found["answer"] if "of schemes under such a contract" in sentence]
    under = found["results_under_such_a_contract"]
    assert said.startswith(f"Of {found['under_such_a_contract']} results of schemes under such a contract")
    assert len(under) == found["under_such_a_contract"] == len({claim["claim"] for claim in under})
    tree = await page(served, address)
    assert said in text(by_id(tree, "answer"))
    strongest = max(claim["impact"]["strength"] or 0 for claim in under if claim["moved"] != "level")
    against = [
        claim["url"]
        for claim in under
        if claim["impact"]["strength"] == strongest and claim["impact"]["effect"] in ("bad", "none", "mixed")
    ]
    assert set(against) <= set(links(by_id(tree, "under")))
    assert not against or against[0] in links(by_id(tree, "answer"))
    assert said in text(await page(served, "/search?q=capitated+budget"))
    assert said in (await get(served, f"{address}.md")).text


async def test_sums_in_contracts_lead_topics_of_contracts_alone(served: Datasette) -> None:
    contract, outcome = await page(served, "/topics/contract_types/capitated"), await page(served, OUTCOME)
    assert "Sums in contracts" in text(contract)
    assert "Sums in contracts" not in text(outcome)
    assert "No result here is a sum of money" in text(outcome)


@pytest.mark.parametrize("ending", ["", ".md"])
@pytest.mark.parametrize(
    ("address", "said"),
    [
        (BOTH, "This page is about one outcome, emergency admissions, and that was measured: "),
        ("/topics/outcomes/falls/settings/mental-health", "No study in the base measured falls here, and nobody hoped"),
    ],
)
async def test_a_page_about_one_outcome_says_nothing_of_every_outcome(
    served: Datasette, address: str, said: str, ending: str
) -> None:
    found = (await get(served, f"{address}{ending}")).text
    assert said in found
    assert "Every outcome that the base measures" not in found


async def test_hopes_are_drawn_on_demand(served: Datasette) -> None:
    plain, with_hopes = [(await get(served, f"/topics/outcomes/cost{query}")).text for query in ("", "?hopes=1")]
    assert "mark hollow" not in plain
    assert "/topics/outcomes/cost?hopes=1#outcomes" in plain
    assert "mark hollow" in with_hopes
    assert "unknown parameter" in (await get(served, f"{OUTCOME}.json?colour=red", 400)).json()["error"]


async def test_the_same_numbers_stand_beneath_the_plot_in_its_order(served: Datasette) -> None:
    tree = await page(served, OUTCOME)
    drawn = [one.get("href") for one in by_id(tree, "outcomes").iter("a") if "#impact-" in one.get("href", "")]
    table = [one.get("href") for one in by_id(tree, "numbers").iter("a") if "#impact-" in one.get("href", "")]
    assert set(drawn[: len(drawn) - len(table)]) <= set(table)


async def test_a_topic_can_be_taken_as_markdown_and_word(served: Datasette) -> None:
    said = (await get(served, f"{OUTCOME}.md")).text
    assert said.startswith("# Emergency admissions\n")
    assert "## What nobody has measured" in said
    word = await get(served, f"{OUTCOME}.docx")
    with zipfile.ZipFile(io.BytesIO(word.content)) as archive:
        assert "What went wrong" in archive.read("word/document.xml").decode()


async def test_the_plot_of_an_outcome_stands_in_the_page_and_can_be_taken_away(served: Datasette) -> None:
    tree = await page(served, OUTCOME)
    drawings = [one.get("aria-label") for one in by_id(tree, "outcomes").iter() if one.tag.endswith("svg")]
    assert "Results on emergency admissions" in drawings
    drawn = await get(served, f"{OUTCOME}.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "Otherton team" in drawn.text
    assert (await get(served, f"{OUTCOME}.png")).content.startswith(b"\x89PNG")
    assert "no results on one outcome" in (await get(served, f"{MODEL}.svg", 404)).json()["error"]


@pytest.mark.parametrize(
    "address",
    ["/topics/outcomes/nothing", "/topics/units/percent", "/topics/outcomes/cost/outcomes/savings", "/topics/a/b/c/d"],
)
async def test_what_is_no_topic_is_said_with_what_is(served: Datasette, address: str) -> None:
    assert "/topics lists them" in (await get(served, f"{address}.json", 404)).json()["error"]


async def test_every_listed_topic_leads_to_a_page(served: Datasette) -> None:
    listed = (await get(served, "/topics.json")).json()["topics"]
    tree = await page(served, "/topics")
    assert {topic["url"] for topic in listed} <= set(links(tree))
    one = next(topic for topic in listed if topic["url"] == MODEL)
    assert one["results"] == (await get(served, f"{MODEL}.json")).json()["numbers"]["results"]["total"]


async def test_a_search_that_names_a_topic_shows_its_answer_above_the_hits(served: Datasette) -> None:
    card = text(by_id(await page(served, "/search?q=emergency+admissions"), "h-card"))
    assert card == "Emergency admissions"
    together = await page(served, "/search?q=capitated+budget+emergency+admissions")
    assert text(by_id(together, "h-card")) == "Capitated (whole-population) budget and emergency admissions"
    assert "/topics/contract_types/capitated/outcomes/emergency-admissions" in links(together)


async def test_a_search_for_two_topics_that_nothing_is_on_says_so_and_answers_for_one_by_name(
    served: Datasette,
) -> None:
    tree = await page(served, "/search?q=capitated+budget+mental+health")
    shown = text(by_id(tree, "content"))
    assert "Nothing in the base is on both: Capitated (whole-population) budget and mental health services." in shown
    assert "What follows is on one of them alone: Capitated (whole-population) budget." in shown
    assert "/topics/contract_types/capitated/settings/mental-health" in links(tree)
    card = (await get(served, "/search.json?q=capitated+budget+mental+health")).json()["card"]
    assert card["nothing_on_both"]["url"] == "/topics/contract_types/capitated/settings/mental-health"
    assert card["topic"]["url"] == "/topics/contract_types/capitated"
    both = (await get(served, "/search.json?q=capitated+budget+emergency+admissions")).json()["card"]
    assert both["nothing_on_both"] is None


async def test_a_search_that_names_no_topic_has_no_card(served: Datasette) -> None:
    for address in ("/search?q=pat+example", "/search?care_model=mcp", "/search?q=%3Cscript%3E"):
        assert not [one for one in (await page(served, address)).iter() if one.get("id") == "h-card"], address


@pytest.mark.parametrize(
    "question", ["what is a vanguard", "What is a vanguard?", "what are vanguards", "define vanguard"]
)
async def test_a_question_for_a_meaning_is_answered_with_it(served: Datasette, question: str) -> None:
    tree = await page(served, f"/search?q={question.replace(' ', '+')}")
    assert text(by_id(tree, "h-meaning")) == "Vanguard"
    assert "NHS England chose" in text(by_id(tree, "content"))


async def test_contacts_are_filtered_as_a_search_and_say_their_age(served: Datasette) -> None:
    every = (await get(served, "/contacts.json")).json()
    assert every["total"] == len(every["contacts"]) > 0
    assert not [one for one in every["contacts"] if one["entry"] == "withdrawn-trial"]
    some = (await get(served, "/contacts.json?setting=care-home")).json()["contacts"]
    assert {one["entry"] for one in some} == {"otherton-team"}
    assert all(one["age_years"] >= 9 for one in some)
    shown = text(by_id(await page(served, "/contacts?setting=care-home"), "content"))
    assert f"{some[0]['age_years']} years old" in shown
    rows = list(csv.DictReader(io.StringIO((await get(served, "/contacts.csv?setting=care-home")).text)))
    assert [row["email"] for row in rows] == [one["email"] for one in some]


async def test_vanguards_stand_by_type_with_what_was_claimed_and_found(served: Datasette) -> None:
    found = (await get(served, "/vanguards.json")).json()
    slugs = [one["slug"] for one in found["vanguards"]]
    assert found["total"] == len(slugs)
    assert "withdrawn-trial" not in slugs
    assert {f"/entries/{slug}" for slug in slugs} <= set(links(await page(served, "/vanguards")))
    rows = list(csv.DictReader(io.StringIO((await get(served, "/vanguards.csv")).text)))
    assert [row["slug"] for row in rows] == slugs


async def test_the_glossary_explains_every_term_and_names_other_words(served: Datasette) -> None:
    terms = (await get(served, "/glossary.json")).json()["terms"]
    shown = text(by_id(await page(served, "/glossary"), "content"))
    assert [one["label"] for one in terms if one["label"] not in shown] == []
    outcomes = text(by_id(await page(served, "/glossary?vocabulary=outcomes"), "content"))
    assert "unplanned admissions" in outcomes
    assert "allowed: kinds" in (await get(served, "/glossary.json?vocabulary=x", 400)).json()["error"]
