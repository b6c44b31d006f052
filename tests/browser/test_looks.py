"""Pages look as they did when somebody last looked at them, keep still while they load, and bear large text.

After a wanted change of looks: `LOOKS=new .venv/bin/pytest tests/browser/test_looks.py`, look at the pictures in
tests/browser/looks, and commit them with the change.
"""

import json
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page

from tests.browser.looking import sideways

LOOKS = Path(__file__).parent / "looks"
FONTS = LOOKS / "fonts.json"
# Small enough to keep, large enough to see a box that has moved.
WIDTH = 320
TALLEST = 2400
# Mean difference of grey, of 255, and of height, as a share.
DIFFERENCE, TALLER = 3.0, 0.03
SEEN = {
    "home": "/", "search": "/search?q=sampleton", "nothing": "/search?q=xylophone&mode=keyword&kind=finding",
    "entry": "/entries/sampleton-mcp", "missing": "/nowhere", "withdrawn": "/entries/old-sampleton",
    "hostile": "/entries/hostile-text", "compare": "/compare?entry=sampleton-mcp&entry=sampleton-homes",
    "picker": "/compare", "map": "/map", "table": "/map?form=table", "places": "/map?by=place",
    "times": "/map?by=place_and_time", "review": "/review?q=admissions", "topics": "/topics",
    "topic": "/topics/outcomes/emergency-admissions", "glossary": "/glossary?vocabulary=outcomes",
    "contacts": "/contacts", "vanguards": "/vanguards", "basket": "/basket?entry=sampleton-mcp", "mistake": "/search?colour=red",
}  # fmt: skip
# What the letters of this machine measure: other fonts make other pictures.
PROBE = """() => ["system-ui", "sans-serif", "monospace"].map(family => {
    const one = document.createElement("span");
    one.style.cssText = `position:absolute;font:40px ${family}`;
    one.textContent = "Wählen 0123456789 &c.";
    document.body.append(one);
    const width = one.getBoundingClientRect().width;
    one.remove();
    return Math.round(width);
})"""
SHIFTED = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.hadRecentInput ? 0 : one.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 100);
})"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=True
    ) as context:
        yield context.new_page()


def pictured(page: Page) -> Image.Image:
    """Give the page as a small grey picture."""
    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    shot = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": height})
    image = Image.open(BytesIO(shot)).convert("L")
    return image.resize((WIDTH, round(height * WIDTH / 1280)), Image.Resampling.BOX)


@pytest.mark.parametrize("name", SEEN)
def test_a_page_looks_as_it_did(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}{SEEN[name]}")
    # The version and the date of the build differ from one to the next.
    page.add_style_tag(content="footer, time, .cited { visibility: hidden }")
    kept, fonts = LOOKS / f"{name}.png", page.evaluate(PROBE)
    if os.environ.get("LOOKS") == "new":
        LOOKS.mkdir(exist_ok=True)
        pictured(page).save(kept, optimize=True)
        FONTS.write_text(json.dumps(fonts) + "\n", encoding="utf-8")
        return
    if json.loads(FONTS.read_text(encoding="utf-8")) != fonts:
        pytest.skip("the pictures were taken with other fonts than this machine has")
    with Image.open(kept) as opened:
        was = opened.copy()
    now = pictured(page)
    assert abs(now.height - was.height) <= TALLER * was.height, f"{now.height} pixels tall, was {was.height}"
    common = (0, 0, WIDTH, min(was.height, now.height))
    difference = ImageStat.Stat(ImageChops.difference(was.crop(common), now.crop(common))).mean[0]
    assert difference <= DIFFERENCE, f"differs by {difference:.1f} of 255 from tests/browser/looks/{name}.png"


@pytest.mark.parametrize("name", SEEN)
def test_nothing_moves_while_a_page_loads(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}{SEEN[name]}")
    page.wait_for_load_state("load")
    assert page.evaluate(SHIFTED) < 0.01


# A slow telephone: 150 ms to the server, 1.6 Mbit/s, a quarter of the speed of this machine.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
FILLED = "localStorage.setItem('basket', JSON.stringify(['sampleton-mcp', 'sampleton-homes']))"


@pytest.mark.parametrize("name", SEEN)
def test_nothing_moves_on_a_slow_phone_whose_basket_is_filled(browser: Browser, address: str, name: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True) as context:
        context.add_init_script(FILLED)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(f"{address}{SEEN[name]}")
        page.wait_for_load_state("load")
        assert page.evaluate(SHIFTED) < 0.01
        assert page.inner_text("#basket") == "2 chosen"


@pytest.mark.parametrize("name", SEEN)
def test_a_page_bears_text_of_twice_the_size_a_tablet_and_a_telephone(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}{SEEN[name]}")
    for width in (768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways(page) == 0, width
    page.add_style_tag(content="html { font-size: 200% }")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways(page) == 0, width
    cut = page.evaluate(CUT)
    assert cut == []


# Text that does not fit into a box that hides what overflows can't be read by anybody.
CUT = """() => [...document.querySelectorAll("main h1, main h2, main p, main li, main td, main th, main a, main label")]
    .filter(one => one.offsetParent && getComputedStyle(one).overflow === "hidden"
        && one.scrollWidth > one.clientWidth + 1 && !one.closest(".hidden") && getComputedStyle(one).textOverflow !== "ellipsis")
    .map(one => one.outerHTML.slice(0, 120))"""
