import io
import random
from collections.abc import Iterator
from urllib.parse import quote

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import FOCUSED, NARROW, TABLET, WIDE, ZOOMED, Watch, sideways, violations

PAGES = (
    "/",
    "/search",
    "/search?q=nurse&kind=case-study&area_population=60000&area_setting=home",
    "/search?q=xylophone&mode=keyword&kind=finding",
    "/entries/sampleton-mcp?area_population=60000&area_contract_type=block",
    "/entries/sampleton-homes",
    "/entries/quiet-nights",
    "/entries/hostile-text",
    "/entries/old-sampleton",
    "/compare",
    "/compare?entry=sampleton-mcp&entry=sampleton-homes&entry=hostile-text",
    "/map",
    "/map?by=contract_type",
    "/map?by=place_and_time",
    "/map?by=place",
    "/map?form=table",
    "/map?by=care_model&column=mcp&row=emergency-admissions&hopes=1",
    "/review?q=admissions",
    "/review?entry=hostile-text&entry=quiet-nights",
    "/topics",
    "/topics/outcomes/emergency-admissions",
    "/topics/care_models/mcp",
    "/topics/settings/mental-health",
    "/search?q=what+is+a+vanguard",
    "/search?q=emergency+admissions",
    "/glossary",
    "/contacts",
    "/vanguards",
    "/about",
    "/basket",
    "/basket?entry=sampleton-mcp&entry=sampleton-homes&entry=gone",
    "/review?q=admissions&whole=1",
    "/api",
    "/kb",
    "/kb/entries",
    "/kb/entries/hostile-text",
    "/nowhere",
    "/search?colour=red",
)
MOST_BYTES, MOST_REQUESTS = 120_000, 4
# Words in a column that holds hardly a letter.
THIN = """() => [...document.querySelectorAll("main dd, main dt, main p, main li, main h2, main h3")]
    .filter(one => one.offsetParent && one.innerText.length > 30 && !one.closest(".hidden"))
    .filter(one => one.clientWidth && one.clientWidth < 70)
    .map(one => one.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False, viewport={"width": NARROW[0], "height": NARROW[1]}) as context:
        yield context.new_page()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_narrow_and_wide_light_and_dark(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}")
    found: dict[str, list[str]] = {}
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[f"{size[0]} {scheme}"] = violations(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_never_scrolls_sideways_and_stays_light(page: Page, address: str, path: str) -> None:
    watch = Watch()
    watch.on(page)
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.goto(f"{address}{path}")
    assert sideways(page) == 0
    assert page.evaluate(THIN) == []
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    assert sideways(page) == 0
    assert watch.problems == []
    assert len(watch.responses) <= MOST_REQUESTS
    assert {response.url.startswith(address) for response in watch.responses} == {True}
    assert sum(len(response.body()) for response in watch.responses) <= MOST_BYTES


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_on_a_tablet(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": TABLET[0], "height": TABLET[1]})
    page.goto(f"{address}{path}")
    assert sideways(page) == 0
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_prints_whole(page: Page, address: str, path: str) -> None:
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    page.goto(f"{address}{path}")
    heading = "".join(page.locator("main h1:not(.hidden)").all_inner_texts()).split()
    entries = [one for one in page.locator(".hit h3 a, .picked a").all_inner_texts() if one.isascii()]
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as paper:
        beyond = [(one.page_number, sign["text"]) for one in paper.pages for sign in one.chars
                  if sign["x0"] < 0 or sign["x1"] > one.width]  # fmt: skip
        words = "".join("".join(one.extract_text().split()) for one in paper.pages)
    assert beyond == []
    assert not heading or heading[0] in words
    assert [one for one in entries if "".join(one.split())[:30] not in words] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_reaches_all_of_a_page_and_leaves_it(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    page.goto(f"{address}{path}")
    stops = page.evaluate(STOPS)
    unseen, reached = [], 0
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["tag"] == "BODY":
            break
        reached += 1
        if not focused["seen"]:
            unseen.append(focused)
    assert unseen == []
    assert page.evaluate("document.activeElement.tagName") == "BODY", "Tab does not lead out of the page"
    assert reached >= stops


MOST_STOPS = 600
# What the keyboard must reach: all that can be used and is seen, what is folded away aside.
STOPS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
    .filter(one => one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}) && !one.closest("[popover]"))
    .filter(one => !(one.tagName === "SUMMARY" ? one.parentElement.parentElement : one).closest("details:not([open])"))
    .length"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_no_script(scriptless: Page, address: str, path: str) -> None:
    scriptless.goto(f"{address}{path}")
    assert scriptless.locator("main h1").count() == 1
    assert scriptless.locator("#basket:visible, [data-basket]:visible").count() == 0
    assert (
        scriptless.locator("main button:visible:not([popovertarget])").count()
        == scriptless.locator("main form button:visible:not([popovertarget]), main button[form]:visible").count()
    )  # a button that no form sends would do nothing
    assert sideways(scriptless) == 0


# Pieces of what people type and paste: long words, addresses, other scripts from either side, no spaces at all.
PIECES = (
    "W", "a-b/", "https://example.org/" + "x" * 40 + "?q=1&r=", "telehealth ", "Donaudampfschifffahrtsgesellschaft",
    "健康照護", "ケア",
    "الرعاية المتكاملة ", "בריאות", "£", "\u00a0", "\u200b", "_", "%20", "<b>", "👩‍⚕️", "é\u0301", "0123456789", "\t", "“quoted” ",
    "care ",
)  # fmt: skip
WAYS = ("/search?q=", "/review?q=", "/contacts?q=", "/map?q=", "/compare?find=")


def queries(number: int) -> list[str]:
    """Give queries of 200 characters: each piece alone, then mixed by chance that is the same each time."""
    chance = random.Random(13)  # noqa: S311 - no secret
    alone = [(piece * 200)[:200] for piece in PIECES]
    mixed = ["".join(chance.choices(PIECES, k=200))[:200] for _ in range(number)]
    return [*alone, *mixed]


@pytest.mark.parametrize("way", WAYS)
def test_no_query_of_200_characters_makes_a_page_scroll_sideways(page: Page, address: str, way: str) -> None:
    wide = {}
    for query in queries(12):
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        page.goto(f"{address}{way}{quote(query)}", wait_until="domcontentloaded")
        for width in (NARROW[0], TABLET[0], WIDE[0]):
            page.set_viewport_size({"width": width, "height": 740})
            wide[query, width] = sideways(page)
    assert {key: by for key, by in wide.items() if by} == {}
