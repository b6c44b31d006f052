"""Fetching pages, and looking into them as a browser would."""

from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from datasette.app import Datasette

# Its page is there and says why it is gone.
WITHDRAWN = "/entries/withdrawn-trial"


async def get(served: Datasette, address: str, status: int = 200) -> Any:  # noqa: ANN401 - a response of httpx
    """Fetch an address and hold it to a status."""
    status = 410 if (address, status) == (WITHDRAWN, 200) else status
    response = await served.client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code} {response.text[:300]}"
    return response


async def page(served: Datasette, address: str, status: int = 200) -> Element:
    """Fetch a page as a tree."""
    found: Element = html5lib.parse((await get(served, address, status)).text, namespaceHTMLElements=False)
    return found


def text(element: Element) -> str:
    """Give the text below an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def links(element: Element) -> list[str]:
    """Give all addresses that a page links to."""
    return [found.get("href", "") for found in element.iter("a")]


def by_id(element: Element, name: str) -> Element:
    """Give the element with an id."""
    return next(found for found in element.iter() if found.get("id") == name)
