"""Somebody adds an entry with the form, in a real browser: without a script, by the keyboard, on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ingest.contribute.form.opening import opened
from ingest.read.load import shape
from ingest.read.yaml_reader import read_text
from kb.model.entry import Entry
from tests.browser.looking import NARROW, WIDE, Watch, sideways, tab_to, violations
from tests.live import live
from tests.publishing import publish, site
from tests.samples import write_base


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server whose operator has opened the form."""
    folder = tmp_path_factory.mktemp("form")
    entries = write_base(folder / "entries")
    published = publish(entries, folder / "out" / "kb.db")
    with live(published, lambda database: site(database, {"plugins": opened(entries)})) as root:
        yield root


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}) as context:
        yield context.new_page()


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    size = {"width": NARROW[0], "height": NARROW[1]}
    with browser.new_context(java_script_enabled=False, viewport=size) as context:  # type: ignore[arg-type]
        yield context.new_page()


TOLD = {
    "title": "Riverside matrons who visit care homes",
    "summary": "Matrons visit the care homes of Riverside each week.",
    "status.as_of": "November 2016",
    "questions": "Do matrons keep people out of hospital?\nWho visits care homes?\nWhat did Riverside try?",
    "review.by": "Riverside team",
}
CHOSEN = {"main": "leaflet-2016", "kind": "case-study", "status.state": "implemented"}
RESULT_CHOSEN = {
    "outcome": "emergency-admissions", "direction": "decrease", "measure": "change", "unit": "percent",
    "basis": "reported", "design": "not-stated",
}  # fmt: skip


def _field(name: str) -> str:
    return f'[id="{name}"]'


def test_an_entry_is_added_without_a_script_on_a_phone(scriptless: Page, address: str) -> None:
    scriptless.goto(f"{address}/contribute")
    scriptless.get_by_role("link", name="Add an entry").click()
    for name, value in TOLD.items():
        scriptless.fill(_field(name), value)
    for name, value in CHOSEN.items():
        scriptless.select_option(_field(name), value)
    scriptless.get_by_role("button", name="Add a result").click()
    assert scriptless.url.endswith("#impacts.0")
    assert TOLD["title"] in scriptless.inner_text("#s-about")
    for name, value in RESULT_CHOSEN.items():
        scriptless.select_option(_field(f"impacts.0.{name}"), value)
    scriptless.fill(_field("impacts.0.value"), "twelve")
    scriptless.get_by_role("button", name="Finish", exact=True).click()
    listed = scriptless.get_by_role("alert")
    assert listed.get_by_role("link").all_inner_texts() == ["Result 1: Value", "Result 1: Page, slide or paragraph"]
    listed.get_by_role("link", name="Result 1: Value").click()
    scriptless.fill(_field("impacts.0.value"), "−12")
    scriptless.fill(_field("impacts.0.cite.0.at"), "slide 3")
    scriptless.get_by_role("button", name="Finish", exact=True).click()
    with scriptless.expect_download() as waiting:
        scriptless.get_by_role("button", name="Download").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert waiting.value.suggested_filename == "riverside-matrons-who-visit-care-homes.yml"
    entry, problems = shape(read_text(text, "entry.yml"), Entry)
    assert problems == []
    assert entry is not None
    assert (entry.impacts[0].value, entry.status.as_of) == (-12, "2016-11")


def test_the_keyboard_leads_from_a_figure_to_its_field(page: Page, address: str) -> None:
    page.goto(f"{address}/entries/sampleton-mcp")
    page.locator("#impacts summary").first.click()
    tab_to(page, text="wrong?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contribute/entry?at=*&change=sampleton-mcp")
    assert page.locator(_field("impacts.0.value")).input_value() == "-9.5"
    tab_to(page, name="impacts.0.value")


def test_messages_come_while_one_types_and_go_again(page: Page, address: str) -> None:
    watch = Watch()
    watch.on(page)
    page.goto(f"{address}/contribute/entry?change=sampleton-mcp&at=impacts.0")
    page.fill(_field("impacts.0.value"), "a lot")
    said = page.locator(_field("impacts.0.value-said"))
    said.get_by_text("number").wait_for()
    assert page.locator(_field("impacts.0.value")).get_attribute("aria-invalid") == "true"
    page.fill(_field("impacts.0.value"), "-8")
    said.get_by_text("number").wait_for(state="detached")
    assert watch.problems == []


@pytest.mark.parametrize(
    "path", ["/contribute", "/contribute/source", "/contribute/entry?change=sampleton-mcp&at=impacts.0"]
)
def test_the_form_is_accessible_and_never_scrolls_sideways(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}")
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
        assert sideways(page) == 0


def test_a_form_with_errors_and_what_it_comes_to_are_accessible(page: Page, address: str) -> None:
    page.goto(f"{address}/contribute/entry?change=sampleton-mcp&at=impacts.0")
    page.fill(_field("impacts.0.value"), "a lot")
    page.get_by_role("button", name="Finish", exact=True).click()
    assert page.title().startswith("Error:")
    assert page.evaluate("document.activeElement.id") == "summary"
    assert violations(page) == []
    page.get_by_role("button", name="Send it as it is").click()
    assert page.get_by_role("heading", name="Ready to send").is_visible()
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    assert violations(page) == []
    assert sideways(page) == 0


def test_the_page_as_it_would_be_opens_beside_the_form(page: Page, address: str) -> None:
    page.goto(f"{address}/contribute/entry?change=sampleton-mcp")
    page.fill(_field("title"), "Sampleton under another name")
    with page.expect_popup() as waiting:
        page.get_by_role("button", name="Show the page as it would be").click()
    shown = waiting.value
    assert shown.get_by_role("heading", name="Sampleton under another name").is_visible()
    assert page.input_value(_field("title")) == "Sampleton under another name"


def test_lists_of_entries_and_meanings_are_fetched_when_they_are_needed(page: Page, address: str) -> None:
    watch = Watch()
    watch.on(page)
    page.goto(f"{address}/contribute")
    assert page.locator("#entries option").count() == 0
    page.focus("#change")
    page.locator("#entries option").first.wait_for(state="attached")
    page.fill("#change", "sampleton community PROVIDER")
    page.get_by_role("button", name="Change this entry").click()
    page.get_by_role("button", name="Open “What was tried").click()
    assert page.url.endswith("#s-tried")
    page.get_by_role("button", name="Open “What it is about").click()
    page.select_option(_field("status.state"), "failed")
    page.locator("[data-means='status.state']:not(:empty)").wait_for()
    assert watch.problems == []
