import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import NARROW, WIDE, Watch, sideways, tab_to, violations
from tests.exhibits import LONG_TITLE

# What the small buttons of the basket are called: the word that is seen, then what they keep.
KEEP = re.compile("^keep: .+")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}) as context:
        yield context.new_page()


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def test_the_keyboard_leads_from_search_to_download(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/")
    tab_to(page, name="q")
    page.keyboard.type("admissions")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=admissions*")
    tab_to(page, name="min_strength")
    page.keyboard.press("End")
    page.wait_for_url("**min_strength=5*")
    page.wait_for_function("document.activeElement.name === 'min_strength'")
    tab_to(page, text="Sampleton care homes")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/sampleton-homes*")
    tab_to(page, text="Compare with others")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?entry=sampleton-homes*")
    page.go_back()
    tab_to(page, text="Printable review")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review?entry=sampleton-homes*")
    tab_to(page, text="Word")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    target = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(target)
    assert target.name == "review.docx"
    assert target.read_bytes().startswith(b"PK")


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page, address: str) -> None:
    page.goto(f"{address}/about")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize(("button", "path"), [("Compare", "/compare"), ("Review", "/review")])
def test_ticked_hits_are_compared_or_reviewed(page: Page, address: str, button: str, path: str) -> None:
    page.goto(f"{address}/search?q=sampleton")
    for slug in ("sampleton-mcp", "sampleton-homes"):
        page.check(f'input[name=entry][value="{slug}"]')
    page.get_by_role("button", name=re.compile(f"^{button}")).click()
    page.wait_for_url(f"{address}{path}?*")
    assert "entry=sampleton-mcp" in page.url
    assert "entry=sampleton-homes" in page.url
    assert page.get_by_text("+12%").count() >= 1


def test_a_suggestion_is_chosen_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/about")
    page.focus("#seek")
    page.keyboard.type("sampleton car")
    page.wait_for_selector("[role=option]")
    assert page.get_attribute("#seek", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#seek", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/sampleton-homes*")


def test_escape_closes_the_suggestions_and_enter_then_searches(page: Page, address: str) -> None:
    page.goto(f"{address}/about")
    page.focus("#seek")
    page.keyboard.type("sampleton")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Escape")
    assert page.locator("[role=option]:visible").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=sampleton*")


def test_a_basket_follows_through_all_pages_and_is_compared(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=sampleton")
    page.check('input[name=entry][value="sampleton-mcp"]')
    page.goto(f"{address}/entries/sampleton-homes")
    page.get_by_role("button", name="Put into the basket").click()
    assert page.inner_text("#basket") == "2 chosen"
    page.goto(f"{address}/about")
    page.click("#basket")
    page.wait_for_url("**/basket?entry=sampleton-mcp&entry=sampleton-homes")
    assert violations(page) == []
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/compare?*entry=sampleton-mcp&entry=sampleton-homes*")
    assert page.context.cookies() == []


def test_one_result_is_kept_and_stands_in_the_basket_with_its_source(page: Page, address: str) -> None:
    page.goto(f"{address}/entries/sampleton-mcp#impacts")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.get_by_role("button", name=KEEP).first.click()
    assert page.inner_text("#basket") == "1 chosen"
    page.click("#basket")
    page.wait_for_url("**/basket?claim=sampleton-mcp%23*")
    assert page.locator("main li.fact").count() == 1
    assert violations(page) == []


@pytest.mark.parametrize("path", [
    "/compare?entry=sampleton-mcp&entry=sampleton-homes", "/contacts", "/vanguards#sampleton-mcp", "/map?by=place",
    "/map?by=place_and_time", "/map?by=care_model&column=mcp&row=emergency-admissions", "/kb/entries", "/kb/impacts",
    "/review?q=admissions", "/topics/outcomes/emergency-admissions",
])  # fmt: skip
def test_what_any_page_lists_is_kept_and_taken_out_again(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}")
    assert page.inner_text("#basket") == "0 chosen"
    page.get_by_role("button", name=KEEP).first.click()
    assert page.inner_text("#basket") == "1 chosen"
    page.click("#basket")
    page.wait_for_url("**/basket?*")
    assert page.locator("main h1").inner_text().startswith("1 ")
    page.go_back()
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    kept = page.get_by_role("button", name=re.compile("^kept: ")).first
    assert kept.get_attribute("aria-pressed") == "true"
    kept.click()
    assert page.inner_text("#basket") == "0 chosen"


def test_home_and_end_go_back_into_the_words_typed_and_the_number_is_announced(page: Page, address: str) -> None:
    page.goto(f"{address}/about")
    page.focus("#seek")
    page.keyboard.type("sampleton")
    page.wait_for_selector("[role=option]")
    number = page.locator("[role=option]").count()
    assert page.locator(".seek [role=status]").inner_text() == f"{number} suggestions"
    for key, place in (("Home", 0), ("End", len("sampleton"))):
        page.keyboard.press("ArrowDown")
        assert page.get_attribute("#seek", "aria-activedescendant")
        page.keyboard.press(key)
        assert page.get_attribute("#seek", "aria-activedescendant") is None
        assert page.evaluate("document.querySelector('#seek').selectionStart") == place
    for _ in range(number):
        page.keyboard.press("ArrowDown")
    last = page.locator("[role=option]").last.get_attribute("id")
    assert page.get_attribute("#seek", "aria-activedescendant") == last
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#seek", "aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    assert page.get_attribute("#seek", "aria-activedescendant") == last
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("[role=option]:visible")


def test_entries_to_compare_are_found_by_typing_and_none_twice(page: Page, address: str) -> None:
    page.goto(f"{address}/compare?entry=sampleton-mcp")
    page.focus("#find")
    page.keyboard.type("sampleton")
    page.wait_for_selector("[role=option]")
    listed = page.locator("form.narrow [role=option]").all_inner_texts()
    assert not [one for one in listed if one.startswith("Sampleton community provider")]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?entry=sampleton-mcp&entry=*")
    assert page.locator("table.compare thead th").count() == 2


def test_ticks_of_an_earlier_page_go_along_to_the_comparison(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=sampleton+mcp&kind=vanguard")
    page.check('input[name=entry][value="sampleton-mcp"]')
    page.goto(f"{address}/search?kind=case-study")
    page.check('input[name=entry][value="sampleton-homes"]')
    page.get_by_role("button", name="Compare two to five").click()
    page.wait_for_url("**/compare?*")
    assert {"entry=sampleton-mcp", "entry=sampleton-homes"} <= set(page.url.partition("?")[2].split("&"))


def test_a_figure_is_copied_with_its_source(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/entries/sampleton-homes")
    page.click("#impacts > summary")
    page.get_by_role("button", name="Copy this with its source").first.click()
    page.get_by_text("copied").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Source: " in copied
    assert "/entries/sampleton-homes" in copied


def test_the_default_review_prints_on_two_pages_and_a_comparison_across(page: Page, address: str) -> None:
    page.goto(f"{address}/review?q=admissions")
    assert pages_of(page.pdf(format="A4", prefer_css_page_size=True)) <= 2
    page.goto(f"{address}/compare?entry=sampleton-mcp&entry=sampleton-homes&entry=quiet-nights")
    width, height = re.findall(rb"/MediaBox ?\[ ?0 0 ([0-9.]+) ([0-9.]+)", page.pdf(prefer_css_page_size=True))[0]
    assert float(width) > float(height)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", pdf))


def test_a_term_explains_itself_at_a_key_and_goes_again(page: Page, address: str) -> None:
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.goto(f"{address}/entries/sampleton-homes")
    page.click("#impacts > summary")
    tab_to(page, text="Randomised trial")
    page.keyboard.press("Enter")
    explanation = page.locator("[popover]:popover-open")
    assert explanation.is_visible()
    box = explanation.bounding_box()
    assert box
    assert (box["x"] >= 0, box["x"] + box["width"] <= NARROW[0]) == (True, True)
    assert sideways(page) == 0
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert explanation.count() == 0


def test_everything_works_without_javascript(scriptless: Page, address: str) -> None:
    scriptless.goto(f"{address}/")
    scriptless.fill("main input[name=q]", "nurse")
    scriptless.press("main input[name=q]", "Enter")
    scriptless.wait_for_url("**/search?q=nurse*")
    scriptless.check('input[name=care_model][value="ehch"]')
    scriptless.get_by_role("button", name="Apply filters").click()
    scriptless.wait_for_url("**care_model=ehch*")
    scriptless.get_by_role("link", name="Sampleton care homes").first.click()
    scriptless.wait_for_url("**/entries/sampleton-homes*")
    assert scriptless.get_by_text("+12%").count() >= 1


def test_hostile_text_is_shown_and_never_runs(page: Page, address: str) -> None:
    watch = Watch()
    watch.on(page)
    shown = " ".join(LONG_TITLE.split())
    for path in (
        "/entries/hostile-text",
        "/search?q=hostile",
        "/review?entry=hostile-text",
        "/kb/entries/hostile-text",
    ):
        page.goto(f"{address}{path}")
        assert page.locator('img[src="x"]').count() == 0
        assert shown in " ".join(page.inner_text("main").split())
    assert watch.problems == []


def test_an_entry_without_impacts_says_that_there_are_none(page: Page, address: str) -> None:
    page.goto(f"{address}/entries/quiet-nights")
    assert page.get_by_text("No results recorded").count() == 1
    assert page.locator("svg.drawing[aria-label]").count() == 0


def test_nothing_found_offers_a_way_on(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=xylophone&mode=keyword&kind=finding")
    main = page.inner_text("main")
    assert "Nothing" in main
    assert page.locator("main a[href^='/map']").count() >= 1


def test_the_area_of_a_reader_stays_while_they_go_on(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=sampleton&area_population=60000")
    page.get_by_role("link", name="Sampleton community provider").first.click()
    assert "area_population=60000" in page.url
    assert "your size" in page.inner_text("main")
    assert page.context.cookies() == []


def test_print_shows_the_review_without_the_furniture(page: Page, address: str) -> None:
    page.goto(f"{address}/review?q=admissions")
    page.emulate_media(media="print")
    assert not page.locator("header.masthead nav").is_visible()
    assert page.get_by_role("heading", name="Sources", exact=True).is_visible()
