"""What programs that read the whole site look for: sitemap.xml, robots.txt and llms.txt."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

from kb.exports.publication import Publication
from kb.exports.text import one_line
from kb.model.base import BaseFile
from kb.model.dates import first_day
from kb.published import wording
from kb.published.labels import Labels

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
SITES = "/vanguards"
PAGES = (
    "/", "/search", "/topics", SITES, "/map", "/compare", "/contacts", "/glossary", "/about", "/api",
)  # fmt: skip


def sitemap(entries: Iterable[tuple[str, str]], topics: Iterable[str], publication: Publication) -> str:
    """List every page that is worth an index; entries are slugs with the dates of their last checks, topics paths."""
    root = Element("urlset", {"xmlns": SITEMAP})
    for path in (*(path for path in PAGES if path != SITES or publication.base.sites()), *topics):
        SubElement(SubElement(root, "url"), "loc").text = publication.address(path)
    for slug, checked in entries:
        page = SubElement(root, "url")
        SubElement(page, "loc").text = publication.address(f"/entries/{slug}")
        SubElement(page, "lastmod").text = first_day(checked)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")


def robots(base: str, publication: Publication) -> str:
    """Allow pages and entries; keep crawlers out of the countless combinations of filters and of table pages."""
    lines = (
        "User-agent: *",
        f"Allow: {base}/entries/",
        f"Disallow: {base}/*?",
        f"Disallow: {base}/review",
        f"Disallow: {base}/-/",
        "",
        f"Sitemap: {publication.address('/sitemap.xml')}",
    )
    return "".join(f"{line}\n" for line in lines)


def llms(labels: Labels, entries: int, publication: Publication) -> str:
    """Tell a language model in Markdown what is here, how to ask, and what to beware of."""
    base = publication.base
    about = (
        f"# {base.name}",
        f"> {base.summary}",
        BEWARE.format(
            entries=entries,
            kinds=wording.joined([kind.counted for kind in base.kinds.values()]),
            version=publication.data_version,
            licence=base.licence.name,
            address=base.licence.address,
        ),
    )
    lists = (_links(heading, links, publication) for heading, links in _lists(base).items())
    models = [(term.label, f"/search?care_model={term.id}", term.definition) for term in labels.terms("care_models")]
    return "\n\n".join((*about, *lists, _links(base.plural("care_model"), models, publication))) + "\n"


def _links(heading: str, links: Iterable[tuple[str, str, str]], publication: Publication) -> str:
    lines = (f"- [{name}]({publication.address(path)}): {one_line(text)}" for name, path, text in links)
    return "\n".join((f"## {heading}", "", *lines))


BEWARE = """It holds {entries:,} entries: {kinds}, read from published documents, each
fact with its source and the place in it. Cite the entry's address, the data version ({version}) and the source. Entries
are under {licence}: {address}

- Results are counted and never averaged. Quote a figure with its unit, basis, comparison and source.
- Targets, projections and illustrations are not results; `basis` tells them apart.
- `effect` none means that no clear change was shown. It does not prove that there is no effect.
- `not_stated` names what the sources do not say. Do not fill it in."""


def _sites(base: BaseFile) -> tuple[tuple[str, str, str], ...]:
    sites = base.sites()
    return ((sites.capitalize(), SITES, "what each claimed, what studies found"),) if sites else ()


def _lists(base: BaseFile) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    axes = f"{base.label('care_model').lower()} or {base.label('contract_type').lower()}"
    return {
        "API": (
            ("Description", "/openapi.json", "OpenAPI 3.1, with every parameter and its values"),
            (
                "Search",
                f"/search.json?{urlencode({'q': base.examples[0]})}",
                "JSON, by words and by meaning, with filters",
            ),
            ("How to use it", "/api", "documentation with examples"),
            ("New and corrected entries", "/feed.atom", "Atom; takes the parameters of the search"),
            ("All addresses", "/sitemap.xml", "each entry also ends in .json, .csv, .ris and .bib"),
        ),
        "Pages": (
            (
                "Topics",
                "/topics",
                "an answer for each term that entries carry; each ends in .json too",
            ),
            *_sites(base),
            ("Glossary", "/glossary", "what the words mean"),
            ("Evidence map", "/map", f"{axes} by outcome, with the gaps"),
            ("About and method", "/about", "what is rated how, and limits"),
        ),
    }
