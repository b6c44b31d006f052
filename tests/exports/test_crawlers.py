import json
from html.parser import HTMLParser
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as Tree

import pytest

from kb.exports.linked_data import iso_date
from tests.exhibits import LONG_TITLE
from tests.exports.conftest import Get

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


async def test_the_sitemap_lists_every_page_and_entry_and_each_answers(get: Get) -> None:
    root = Tree.fromstring((await get("/sitemap.xml")).content)  # noqa: S314 - our own answer
    places = [node.text or "" for node in root.iter(f"{SITEMAP}loc")]
    assert "http://localhost/entries/sampleton-mcp" in places
    topics = [place for place in places if "/topics/" in place]
    assert "http://localhost/topics/care_models/mcp" in topics
    assert len(places) == 10 + 4 + len(topics)
    for place in places:
        assert (await get(place.removeprefix("http://localhost"))).status_code == 200, place
    assert {node.text for node in root.iter(f"{SITEMAP}lastmod")} == {"2017-03-01", "2026-11-19"}


async def test_robots_may_read_entries_and_no_combination_of_filters(get: Get) -> None:
    answer = await get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    # The parser of the standard library knows no stars, which the standard has.
    assert "Disallow: /*?" in lines
    robots = RobotFileParser()
    robots.parse([line for line in lines if "*?" not in line])
    assert robots.can_fetch("*", "/entries/sampleton-mcp")
    assert robots.can_fetch("*", "/search")
    assert not robots.can_fetch("*", "/review")
    assert robots.site_maps() == ["http://localhost/sitemap.xml"]


async def test_llms_txt_points_to_addresses_that_answer(get: Get) -> None:
    text = (await get("/llms.txt")).text
    assert text.startswith("# New Care Models Evidence Base\n\n> ")
    links = [part.split(")")[0] for part in text.split("](http://localhost")[1:]]
    assert len(links) > 10
    for link in links:
        assert (await get(link)).status_code == 200, link


class Scripts(HTMLParser):
    """Collects the JSON-LD of a page, and whether anything else is a script."""

    def __init__(self) -> None:
        super().__init__()
        self.data: list[str] = []
        self.others: list[dict[str, str | None]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._inside = dict(attrs).get("type") == "application/ld+json"
            if not self._inside:
                self.others.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data.append(data)


async def linked_data(get: Get, address: str) -> dict[str, object]:
    scripts = Scripts()
    scripts.feed((await get(address)).text)
    assert [one for one in scripts.others if not str(one.get("src")).startswith("/-/kb.js")] == []
    (data,) = scripts.data
    found: dict[str, object] = json.loads(data)
    return found


async def test_an_entry_describes_itself_to_search_engines(get: Get) -> None:
    found = await linked_data(get, "/entries/sampleton-mcp")
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "Report"
    assert found["name"] == "Sampleton community provider"
    assert found["@id"] == "http://localhost/entries/sampleton-mcp"
    assert found["dateModified"] == "2017-03-01"
    assert found["spatialCoverage"] == {
        "@type": "Place",
        "name": "Sampleton",
        "geo": {"@type": "GeoCoordinates", "latitude": 52.9, "longitude": -1.3},
    }
    assert [source["name"] for source in found["citation"]] == ["A leaflet about Sampleton"]  # type: ignore[attr-defined]


async def test_markup_in_a_title_cannot_end_the_script(get: Get) -> None:
    assert (await linked_data(get, "/entries/hostile-text"))["name"] == LONG_TITLE


@pytest.mark.parametrize(
    ("printed", "iso"),
    [("2018-04-26", "2018-04-26"), ("2016-11", "2016-11"), ("2015", "2015"), ("2015/16", "2015"), ("2010s", "2010"),
     ("Q4 2015/16", "2016")],
)  # fmt: skip
def test_search_engines_get_dates_that_they_know(printed: str, iso: str) -> None:
    assert iso_date(printed) == iso
