"""The way of each kind of reader through the real base, from the first page to what they leave with."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Download, Page

from tests.browser.looking import NARROW, sideways, tab_to, violations

TASK = "alliance contract for intermediate care"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def kept(download: Download, folder: Path) -> Path:
    target = folder / download.suggested_filename
    download.save_as(target)
    return target


def test_a_commissioner_leaves_with_a_referenced_paper(page: Page, real: str, tmp_path: Path) -> None:
    page.goto(real)
    page.fill("main input[name=q]", TASK)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    page.get_by_role("link", name="The whole answer").click()
    page.wait_for_url("**/topics/contract_types/alliance/settings/intermediate-care*")
    said = page.inner_text("main")
    for heading in ("The answer", "What went wrong", "What those who did it would tell others", "Contract terms and money",
                    "Whom to ask", "Sources"):  # fmt: skip
        assert heading in said, heading
    # What the two have not together, each has alone; results that no source ties to the contract are set out.
    assert page.locator("#under tbody tr").count() > 0
    assert "Alliance contract alone" in page.inner_text("#contacts")
    page.go_back()
    for box in page.locator("input[data-pick]").all()[:5]:
        box.check()
    assert page.inner_text("#basket") == "5 chosen"
    page.click("#basket")
    page.get_by_role("button", name="Write a review").click()
    page.wait_for_url("**/review?*")
    assert len(page.locator("main a[href^='https://']").all()) >= 1
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Word").first.click()
    paper = docx.Document(str(kept(waiting.value, tmp_path)))
    words = "\n".join(one.text for one in paper.paragraphs)
    assert "Sources" in words
    assert "https://" in words


def test_the_commissioner_s_task_takes_one_search_and_few_clicks(page: Page, real: str) -> None:
    """Should we use an alliance contract for intermediate care; what went wrong elsewhere; whom to ask: then the paper."""
    asked: list[str] = []
    page.on("framenavigated", lambda frame: asked.append(frame.url) if frame == page.main_frame else None)
    clicks = 0
    page.goto(real)
    page.fill("main input[name=q]", TASK)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    # The card answers at once: how many results, how strong, what went wrong, whom to ask, each a way in.
    card = page.locator(".card").first
    for part in ("Strongest design:", "Sums in contracts:", "What went wrong:", "Whom to ask:"):
        assert part in card.inner_text()
    card.get_by_role("link", name="The whole answer").click()
    clicks += 1
    page.wait_for_url("**/topics/**")
    for part in ("#answer", "#outcomes", "#went-wrong", "#lessons", "#money", "#contacts", "#not-measured", "#sources"):
        assert page.locator(part).inner_text().strip(), part
    assert page.locator("#contacts a[href^='mailto:']").count() >= 1
    assert page.locator("#went-wrong li").count() >= 2
    with page.expect_download(timeout=0):
        page.get_by_role("link", name="Word", exact=True).click()
    clicks += 1
    pages = [address for address in asked if address.startswith(real)]
    assert clicks <= 3
    assert len({address.partition("#")[0] for address in pages}) <= 3


def test_a_keyboard_user_gets_from_the_first_page_to_the_paper(page: Page, real: str, tmp_path: Path) -> None:
    page.goto(real)
    tab_to(page, name="q")
    page.keyboard.type("telehealth")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=telehealth*")
    tab_to(page, name="entry")
    page.keyboard.press("Space")
    assert page.inner_text("#basket") == "1 chosen"
    page.keyboard.press("Home")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.goto(page.url)
    tab_to(page, text="1 chosen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/basket?*")
    tab_to(page, text="Write a review")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review?*")
    tab_to(page, text="Word")
    with page.expect_download(timeout=0) as waiting:
        page.keyboard.press("Enter")
    assert "Sources" in "\n".join(one.text for one in docx.Document(str(kept(waiting.value, tmp_path))).paragraphs)


def test_a_contributor_gets_from_a_wrong_figure_to_the_file_that_holds_it(page: Page, real: str) -> None:
    page.goto(f"{real}/search?q=unitingcare")
    page.locator(".hit h3 a").first.click()
    page.wait_for_url("**/entries/*")
    checked = page.locator("aside").get_by_text("Something wrong or missing?")
    assert checked.is_visible()
    assert checked.locator("a, code").count() == 1


def test_an_analyst_finds_the_api_and_takes_the_same_numbers_as_a_file(page: Page, real: str, tmp_path: Path) -> None:
    page.goto(f"{real}/search?care_model=ehch&effect=good")
    shown = int(page.inner_text("#h-found").split()[0].replace(",", ""))
    with page.expect_download() as waiting:
        page.locator("main a[href^='/search.csv']").first.click()
    rows = list(csv.DictReader(io.StringIO(kept(waiting.value, tmp_path).read_text(encoding="utf-8"))))
    assert len(rows) == shown
    page.click("footer a[href='/api']")
    page.wait_for_url("**/api")
    example = page.locator("a.example[href*='.json']").first.get_attribute("href")
    answer = page.request.get(f"{real}{example}")
    assert json.loads(answer.text())["ok"] is True


def test_a_reviewer_sees_where_a_number_comes_from_and_why_it_is_rated_so(page: Page, real: str) -> None:
    page.goto(f"{real}/entries/northumberland-pacs")
    page.locator("#impacts > summary").click()
    row = page.locator("#impacts tr.fact").first
    assert row.locator(".aside-note").inner_text().strip()
    assert (page.locator("#impacts a.original").first.get_attribute("href") or "").startswith("https://")
    row.locator(".cite a[href^='#source-']").first.click()
    assert page.evaluate("location.hash").startswith("#source-")
    page.click("footer a[href='/about']")
    assert "Strength" in page.inner_text("main")


def test_somebody_on_a_phone_goes_from_a_question_to_a_paper_that_can_be_sent_on(browser: Browser, real: str) -> None:
    with browser.new_context(viewport={"width": NARROW[0], "height": NARROW[1]}, has_touch=True) as context:
        page = context.new_page()
        page.goto(real)
        page.fill("main input[name=q]", "do care home schemes keep people out of hospital")
        page.locator("main form button").first.tap()
        page.wait_for_url("**/search?q=*")
        for box in page.locator("input[data-pick]").all()[:2]:
            box.check()
        assert page.inner_text("#basket") == "2 chosen"
        page.locator("#basket").tap()
        page.wait_for_url("**/basket?entry=*")
        assert page.get_by_text("To share:").is_visible()
        page.get_by_role("button", name="Write a review").tap()
        page.wait_for_url("**/review?*")
        assert sideways(page) == 0
        assert page.get_by_role("heading", name="Sources", exact=True).is_visible()


def test_somebody_on_a_phone_reads_what_came_of_the_scheme_near_them(browser: Browser, real: str) -> None:
    with browser.new_context(viewport={"width": NARROW[0], "height": NARROW[1]}, has_touch=True) as context:
        page = context.new_page()
        page.goto(f"{real}/vanguards")
        page.locator("#content li").get_by_role("link", name="Integrated primary and acute care system").tap()
        page.locator("table").get_by_role("link", name="Morecambe Bay").first.tap()
        page.wait_for_url("**/entries/*")
        assert sideways(page) == 0
        assert violations(page) == []
        assert page.locator("main h1").bounding_box()


def test_a_reader_without_script_gets_from_a_question_to_a_review(browser: Browser, real: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{real}/search?q=telehealth")
        for box in page.locator("input[data-pick]").all()[:2]:
            box.check()
        page.get_by_role("button", name="Review them").click()
        page.wait_for_url("**/review?*")
        assert page.locator("main h1").inner_text()


def test_no_entry_or_topic_of_the_real_base_scrolls_sideways_on_a_phone(browser: Browser, real: str) -> None:
    with browser.new_context(viewport={"width": NARROW[0], "height": NARROW[1]}) as context:
        page = context.new_page()
        entries = page.request.get(f"{real}/kb/entries.json?_shape=array&_size=1000&_col=slug").json()
        topics = page.request.get(f"{real}/topics.json").json()["topics"]
        wide = {}
        for path in [*(f"/entries/{one['slug']}" for one in entries), *(one["url"] for one in topics)]:
            page.goto(f"{real}{path}", wait_until="domcontentloaded")
            wide[path] = sideways(page)
        assert len(wide) > 200
        assert {path: by for path, by in wide.items() if by} == {}
