"""How the tests look at a page: with axe, at its width, at what has focus."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import ConsoleMessage, Page, Response

WIDE, TABLET, NARROW, ZOOMED = (1280, 900), (768, 1024), (360, 740), (640, 450)
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    return {
        seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
        text: (one.innerText || one.value || "").trim(), tag: one.tagName, href: one.getAttribute("href"), name: one.name,
    };
}"""


@dataclass
class Watch:
    """What a page asks for and complains of while it loads."""

    problems: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    def on(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("dialog", lambda dialog: self.problems.append(f"dialog: {dialog.message}"))
        page.on("response", lambda response: self.responses.append(response))

    def _said(self, message: ConsoleMessage) -> None:
        # The browser reports the status of the page itself as an error; the tests ask for some such pages.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.problems.append(message.text)


def violations(page: Page) -> list[str]:
    """Give what axe finds, with the place of each fault."""
    page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def sideways(page: Page) -> int:
    """Give by how many pixels the page is wider than the window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def tab_to(page: Page, *, text: str = "", name: str = "", most: int = 120) -> None:
    """Press Tab until what has focus bears the text or the name; each stop on the way must show its focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["tag"] == "BODY" or focused["seen"], f"focus can't be seen on {focused}"
        if (text and focused["text"].startswith(text)) or (name and focused["name"] == name):
            return
    raise AssertionError(f"Tab does not lead to {text or name}")
