from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import NARROW, WIDE, ZOOMED, Watch, sideways, violations

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


LONG = (
    "W" * 200,
    "www." + "a-very-long-address/" * 9,
    " ".join(["telehealth"] * 18),
    "does an alliance contract for intermediate care reduce emergency admissions of older people who live in care homes?",
    "£" * 200,
)


@pytest.mark.parametrize("way", ["/search?q=", "/review?q=", "/search?mode=keyword&q="])
@pytest.mark.parametrize("query", LONG)
def test_no_query_of_200_characters_makes_a_phone_scroll_sideways(
    page: Page, address: str, way: str, query: str
) -> None:
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.goto(f"{address}{way}{quote(query)}")
    assert sideways(page) == 0
