"""Reads web pages (HTML): the text of the page without its menus, footers and lists of links."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from ingest.draft.reading.document import Block, BlockKind, Description, Document, UnreadableError
from ingest.draft.reading.tables import row_blocks
from ingest.draft.reading.typography import tidy

_PASSING = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "iframe",
    "svg",
)
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu"}
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|breadcrumbs?|cookies?|banner|sidebar|footer|share|social|related|skip|"
    r"comments?|newsletter|advert|promo|pagination)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TEXTS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "table", "blockquote", "dd", "dt", "figcaption", "pre")
# A piece of text of which links make up more than this leads elsewhere.
MOSTLY_LINKS = 0.6
FEW_WORDS = 25


def read_web_page(path: Path) -> Document:
    """Read an HTML file. Raises UnreadableError where there is nothing to read."""
    try:
        tree = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding=_encoding(path)))
    except (etree.ParserError, ValueError) as error:
        raise UnreadableError(f"{path}: is empty or no HTML; save the page from the browser and draft that") from error
    about = _description(tree)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and _is_passing(element) and element.getparent() is not None:
            element.drop_tree()
    mains = tree.xpath("//main | //article | //*[@role='main']")
    root = max(mains, key=lambda found: len(found.text_content()), default=tree)
    return Document(path.name, "chapter", tuple(_blocks(root)), about)


def _encoding(path: Path) -> str:
    found = re.search(rb"charset=[\"']?([\w-]+)", path.read_bytes()[:4096], re.IGNORECASE)
    return found[1].decode("ascii") if found else "utf-8"


def _is_passing(element: html.HtmlElement) -> bool:
    if element.tag in {"html", "body", "main", "article"}:
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _PASSING or element.get("role") in _ROLES or bool(_NAMES.search(named))


def _description(tree: html.HtmlElement) -> Description:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = str(meta.get("name") or meta.get("property") or "").lower()
        found.setdefault(name, []).append(tidy(meta.get("content") or ""))
    titles = [
        *found.get("citation_title", []),
        *found.get("og:title", []),
        *(tidy(t.text or "") for t in tree.iter("title")),
    ]
    dates = [
        found[name][0][:10]
        for name in ("citation_publication_date", "article:published_time", "dc.date")
        if name in found
    ]
    addresses = [str(link.get("href")) for link in tree.iter("link") if link.get("rel") == "canonical"]
    return Description(
        next(filter(None, titles), ""),
        tuple(found.get("citation_author") or found.get("author") or ()),
        next(iter(found.get("og:site_name") or found.get("citation_publisher") or []), ""),
        dates[0].replace("/", "-") if dates else "",
        next((address for address in addresses if address.startswith("https://")), ""),
        next(iter(found.get("citation_doi", [])), ""),
    )


def _blocks(root: html.HtmlElement) -> Iterator[Block]:
    for element in root.iter(*_TEXTS):
        if any(
            above.tag in _TEXTS for above in element.iterancestors() if above is not root and above.tag != "blockquote"
        ):
            continue
        if element.tag == "table":
            yield from row_blocks(
                [[tidy(c.text_content()) for c in row.iter("td", "th")] for row in element.iter("tr")], ""
            )
        elif element.tag == "li" or element.tag in {"dd", "dt"}:
            yield from _listed(element)
        else:
            yield from _block(element)


def _listed(element: html.HtmlElement) -> Iterator[Block]:
    text = _text(element)
    if text and not (_links(element) > MOSTLY_LINKS and len(text.split()) < FEW_WORDS):
        yield Block(text, BlockKind.ITEM)


def _block(element: html.HtmlElement) -> Iterator[Block]:
    text = _text(element)
    if re.fullmatch(r"h[1-6]", element.tag):
        if text:
            yield Block(text, BlockKind.HEADING, level=int(element.tag[1]))
    elif element.tag == "blockquote" and element.find("p") is not None:
        return
    elif text and not (_links(element) > MOSTLY_LINKS and len(text.split()) < FEW_WORDS):
        yield Block(text)


def _text(element: html.HtmlElement) -> str:
    """Give the text without raised numbers, which point to notes."""
    for mark in list(element.iter("sup")):
        if re.fullmatch(r"[\[(]?\d{1,3}[\])]?", mark.text_content().strip()):
            mark.drop_tree()
    for line in element.iter("br"):
        line.tail = f" {line.tail or ''}"
    return tidy(element.text_content())


def _links(element: html.HtmlElement) -> float:
    """Give the share of the letters that are in links."""
    letters = len(element.text_content().strip())
    return sum(len(link.text_content()) for link in element.iter("a")) / letters if letters else 0.0
