"""What has room on a page: long lists fold and print whole, and nothing runs into its neighbour."""

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Browser, FloatRect, Locator, Page

from tests.browser.looking import NARROW, TABLET, WIDE
from tests.browser.test_print import printed

FIVE = "&".join(
    f"entry={slug}"
    for slug in ("uniting-care-cambridgeshire-peterborough", "dudley-mcp", "northumberland-pacs", "encompass-mcp",
                 "airedale-and-partners")
)  # fmt: skip
# Chips that stick out of their cell.
OUTSIDE = """() => [...document.querySelectorAll("td .chip")].filter(one => one.checkVisibility()
    && one.getBoundingClientRect().right > one.closest("td").getBoundingClientRect().right + 1).map(one => one.textContent)"""
LABELS = """() => [...document.querySelector("table.stack tbody tr").cells]
    .map(one => getComputedStyle(one, "::before").content).filter(one => one !== "none")"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}, reduced_motion="reduce") as context:
        yield context.new_page()


def box(place: Locator) -> FloatRect:
    """Give where something stands on the page."""
    found = place.bounding_box()
    assert found is not None
    return found


def sized(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


@pytest.mark.parametrize("path", ["/", "/search", "/map", "/kb/entries", "/nowhere"])
def test_the_basket_stands_beside_the_name_on_small_screens_and_at_the_edge_on_wide_ones(
    page: Page, address: str, path: str
) -> None:
    page.goto(f"{address}{path}")
    for size in (NARROW, TABLET):
        sized(page, size)
        basket, name = box(page.locator("#basket")), box(page.locator(".brand"))
        assert name["y"] <= basket["y"] + basket["height"] / 2 <= name["y"] + name["height"], (path, size)
    sized(page, WIDE)
    basket, whole = box(page.locator("#basket")), box(page.locator(".masthead .wrap"))
    assert basket["x"] + basket["width"] > whole["x"] + whole["width"] - 40


def test_without_script_the_name_has_the_line_of_the_basket(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": NARROW[0], "height": NARROW[1]}) as context:
        page = context.new_page()
        page.goto(f"{address}/map")
        assert not page.locator("#basket").is_visible()
        assert page.locator(".seek input[type=search]").is_visible()


@pytest.mark.parametrize(("path", "most"), [("/vanguards", 1800), ("/glossary", 1800), ("/entries/northumberland-pacs", 2800),
                                            ("/entries/uniting-care-cambridgeshire-peterborough", 2900)])  # fmt: skip
def test_a_long_page_is_seen_at_a_glance(page: Page, real: str, path: str, most: int) -> None:
    page.goto(f"{real}{path}")
    assert page.evaluate("document.documentElement.scrollHeight") <= most


@pytest.mark.parametrize("path", ["/vanguards", "/glossary"])
def test_a_list_of_hundreds_is_not_long_on_a_phone(page: Page, real: str, path: str) -> None:
    sized(page, NARROW)
    page.goto(f"{real}{path}")
    assert page.evaluate("document.documentElement.scrollHeight") <= 2700


@pytest.mark.parametrize("path", ["/vanguards#dudley-mcp", "/vanguards#ehch", "/glossary#outcomes", "/glossary#glossary-v",
                                  "/entries/northumberland-pacs#source-3"])  # fmt: skip
def test_an_address_that_names_a_part_opens_what_holds_it(page: Page, real: str, path: str) -> None:
    page.goto(f"{real}{path}")
    named = page.locator(f"[id='{path.partition('#')[2]}']")
    named.wait_for(state="visible")


def test_what_folds_is_printed_whole(page: Page, real: str) -> None:
    sites = page.request.get(f"{real}/vanguards.json").json()["vanguards"]
    terms = page.request.get(f"{real}/glossary.json").json()["terms"]
    page.goto(f"{real}/map?by=place")
    places = page.locator(".placelist li li a").all_text_contents()
    for path, named in (
        ("/vanguards", [one["title"] for one in sites]),
        ("/glossary", [one["label"] for one in terms]),
        ("/map?by=place", places),
    ):
        with printed(page, f"{real}{path}") as paper:
            words = "".join("".join(one.extract_text().split()) for one in paper.pages)
        missing = [one for one in named if one.isascii() and "".join(one.split())[:18] not in words]
        assert len(missing) <= len(named) / 100, (path, missing)


def test_the_letters_of_a_long_list_lead_to_its_words(page: Page, real: str) -> None:
    page.goto(f"{real}/glossary?vocabulary=glossary")
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="V", exact=True).click()
    first = page.locator("[id='glossary-v']")
    assert first.inner_text().upper().startswith("V")
    assert box(first)["y"] < WIDE[1]


def test_nothing_in_a_comparison_of_five_runs_into_the_next_column(page: Page, real: str) -> None:
    for size in (WIDE, TABLET, NARROW):
        sized(page, size)
        page.goto(f"{real}/compare?{FIVE}")
        assert page.evaluate(OUTSIDE) == [], size


@pytest.mark.parametrize(("path", "labels"), [
    ("/topics/outcomes/emergency-admissions", ["Result", "Effect", "Strength"]),
    ("/contacts", ["Reach", "Printed in"]), ("/topics", ["Entries", "Results", "Claims"]),
    ("/vanguards", ["Claimed", "Found", "Strength"]),
])  # fmt: skip
def test_a_table_on_a_phone_names_its_own_columns(page: Page, real: str, path: str, labels: list[str]) -> None:
    sized(page, NARROW)
    page.goto(f"{real}{path}")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate(LABELS) == [f'"{one}:"' for one in labels]


def test_home_and_an_entry_are_readable_on_paper(page: Page, real: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{real}/")
    assert (
        box(page.locator("h1"))["y"] >= box(page.locator(".masthead"))["y"] + box(page.locator(".masthead"))["height"]
    )
    for where in (".hero .lead", ".minimap a", ".minimap figcaption"):
        assert page.locator(where).first.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)", where
    page.goto(f"{real}/entries/northumberland-pacs")
    known = page.locator("#impacts tbody tr:not(.band) td:last-child")
    assert min(box(one)["width"] for one in known.all()) > 80


def test_first_and_last_wave_are_named_apart(page: Page, real: str) -> None:
    page.goto(f"{real}/map?by=place_and_time")
    names = [box(one) for one in page.locator(".wavename").all()]
    assert len(names) > 1
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            apart = one["x"] + one["width"] <= other["x"] or one["y"] + one["height"] <= other["y"] + 2
            assert apart, (one, other)


def test_the_keyboard_reaches_the_hits_without_going_through_all_filters(page: Page, real: str) -> None:
    page.goto(f"{real}/search?q=care")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the results"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.hit') !== null"):
            return
    raise AssertionError(page.evaluate("document.activeElement.outerHTML"))


# What of an outcome plot stands outside its box, or is too small to read.
UNSEEN = """() => {
    const box = document.querySelector(".scroll:has(.rows)").getBoundingClientRect();
    return [...document.querySelectorAll(".rows :is(text, .mark)")].map(one => [one, one.getBoundingClientRect()])
        .filter(([one, at]) => at.left < box.left - 1 || at.right > box.right + 1 || at.bottom > box.bottom || at.height < 10)
        .map(([one]) => one.outerHTML);
}"""
OVER = """() => [...document.querySelectorAll(".rows a text")].map(one => one.getBoundingClientRect())
    .filter(name => [...document.querySelectorAll(".rows .mark, .rows .size")].map(one => one.getBoundingClientRect())
        .some(at => at.top < name.bottom - 4 && at.bottom > name.top + 2)).length"""


@pytest.mark.parametrize("path", ["/topics/outcomes/emergency-admissions", "/entries/one-croydon-alliance"])
def test_a_plot_is_read_on_a_telephone_without_moving_it(page: Page, real: str, path: str) -> None:
    page.goto(f"{real}{path}")
    for width in (360, 540, 560, 1280):
        sized(page, (width, 900))
        if width != 560:
            assert page.evaluate(UNSEEN) == [], width
    sized(page, NARROW)
    assert page.evaluate(OVER) == 0
    assert page.locator(".scroll:has(.rows)").first.evaluate("box => getComputedStyle(box).backgroundImage") == "none"
    name, mark = box(page.locator(".rows a").first), box(page.locator(".rows .mark").first)
    assert name["y"] + name["height"] <= mark["y"] + mark["height"] / 2


KEPT = """() => [...document.querySelectorAll("span[data-basket*='#'] button")]
    .map(one => [one.parentElement.dataset.basket, one.getAttribute("aria-label")])"""


@pytest.mark.parametrize(
    "path",
    [
        "/topics/outcomes/emergency-admissions",
        "/entries/one-croydon-alliance",
        "/review?q=admissions",
        f"/compare?{FIVE}",
    ],
)
def test_a_button_that_keeps_a_result_names_it(page: Page, real: str, path: str) -> None:
    page.goto(f"{real}{path}")
    told = dict(page.evaluate(KEPT))
    assert len(told) > 4
    assert len(set(told.values())) == len(told)
    for result, label in told.items():
        outcome = result.partition("#")[2].replace("-", " ")
        assert label.startswith("keep: ")
        assert outcome in label
        assert re.search(r"\d|decrease|increase|change|stated", label.lower().partition(outcome)[2]), label


EDGE = """box => { box.scrollIntoView(); return box.scrollWidth > box.clientWidth }"""


@pytest.mark.parametrize("path", ["/map?form=table", "/compare?entry=sampleton-mcp&entry=sampleton-homes", "/map"])
def test_a_box_that_scrolls_is_darker_at_the_edge_that_has_more(page: Page, address: str, path: str) -> None:
    sized(page, NARROW)
    page.goto(f"{address}{path}")
    place = page.locator(".scroll").first
    assert place.evaluate(EDGE)
    begun = darkness(place)
    place.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
    assert begun > darkness(place) + 10


def darkness(place: Locator) -> float:
    """Give how dark a box is at its right edge, beside what it holds."""
    with Image.open(io.BytesIO(place.screenshot())) as shot:
        edge = shot.convert("L").crop((shot.width - 3, 0, shot.width - 1, min(shot.height, 700)))
    return 255 - ImageStat.Stat(edge).median[0]
