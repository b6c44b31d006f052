from xml.etree import ElementTree as Tree

import feedparser
import pytest

from tests.exhibits import LONG_TITLE
from tests.exports.conftest import Get

ATOM = "{http://www.w3.org/2005/Atom}"


async def test_the_feed_of_the_whole_has_every_entry_newest_first(get: Get) -> None:
    answer = await get("/feed.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert len(feed.entries) == 5
    updated = [entry.updated for entry in feed.entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.feed.updated == updated[0]
    assert feed.feed.links[0].rel == "self"
    assert feed.feed.links[0].href == "http://localhost/feed.atom"


async def test_the_feed_of_a_search_has_its_hits_and_names_it(get: Get) -> None:
    feed = feedparser.parse((await get("/feed.atom?kind=case-study")).content)
    assert [entry.link for entry in feed.entries] == ["http://localhost/entries/sampleton-homes"]
    assert feed.feed.title == "New Care Models Evidence Base: Kind of entry: Case study"
    assert feed.feed.links[1].href == "http://localhost/search?kind=case-study"


async def test_an_entry_keeps_its_id_in_every_feed_and_feeds_have_their_own(get: Get) -> None:
    whole, search = [feedparser.parse((await get(p)).content) for p in ("/feed.atom", "/feed.atom?kind=case-study")]
    ids = {entry.link: entry.id for entry in whole.entries}
    assert ids[search.entries[0].link] == search.entries[0].id
    assert whole.feed.id != search.feed.id
    assert len(set(ids.values())) == 5


async def test_equal_searches_have_one_feed(get: Get) -> None:
    addresses = ("/feed.atom?kind=vanguard&q=nurse", "/feed.atom?q=nurse&kind=vanguard&region=")
    first, second = [feedparser.parse((await get(address)).content).feed.id for address in addresses]
    assert first == second


async def test_the_feed_has_what_atom_demands(get: Get) -> None:
    root = Tree.fromstring((await get("/feed.atom?q=%00%1Fnurse")).content)  # noqa: S314 - our own answer
    for node in (root, *root.iter(f"{ATOM}entry")):
        assert all(node.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated"))
    assert root.find(f"{ATOM}author/{ATOM}name") is not None


async def test_hostile_text_stays_text_in_the_feed(get: Get) -> None:
    root = Tree.fromstring((await get("/feed.atom")).content)  # noqa: S314 - our own answer
    titles = [node.text for node in root.iter(f"{ATOM}title")]
    assert " ".join(LONG_TITLE.split()) in titles
    assert [node.tag for node in root.iter() if node.tag.endswith("script")] == []


async def test_a_withdrawn_entry_is_announced(get: Get) -> None:
    feed = feedparser.parse((await get("/feed.atom")).content)
    (withdrawn,) = [entry for entry in feed.entries if entry.title.startswith("Withdrawn: ")]
    assert withdrawn.summary.startswith("Withdrawn on 20 November 2026: It was recorded twice.")


async def test_a_feed_without_entries_is_a_feed(get: Get) -> None:
    feed = feedparser.parse((await get("/feed.atom?kind=finding&region=north-east")).content)
    assert not feed.bozo
    assert (len(feed.entries), feed.feed.updated) == (0, "2026-11-21T12:00:00Z")


@pytest.mark.parametrize("query", ["kind=nonsense", "colour=red", "min_strength=9"])
async def test_a_feed_of_what_cannot_be_searched_is_an_error(get: Get, query: str) -> None:
    answer = await get(f"/feed.atom?{query}")
    assert answer.status_code == 400
    assert "allowed" in answer.json()["error"]


async def test_a_long_feed_leads_through_all_of_its_entries(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.exports.feed.MOST", 2)
    for query in ("", "?q=sampleton"):
        hits = (await get(f"/search.json{query}")).json()["total"]
        address, found, pages = f"/feed.atom{query}", [], []
        while address:
            feed = feedparser.parse((await get(address)).content)
            links = {link.rel: link.href.removeprefix("http://localhost") for link in feed.feed.links}
            assert links["self"] == address
            found += [entry.id for entry in feed.entries]
            pages.append(links)
            address = links.get("next", "")
        assert len(found) == len(set(found)) == hits > 2
        assert {links["first"] for links in pages} == {pages[0]["self"]}
        assert {links["last"] for links in pages} == {pages[-1]["self"]}
        assert [links.get("previous") for links in pages] == [None, *(links["self"] for links in pages[:-1])]
        assert len({feed.feed.id}) == 1


@pytest.mark.parametrize("page", ["0", "x", "1&page=2"])
async def test_a_page_that_a_feed_has_not_is_an_error(get: Get, page: str) -> None:
    answer = await get(f"/feed.atom?page={page}")
    assert answer.status_code == 400
    assert "allowed" in answer.json()["error"]


async def test_a_page_behind_the_last_is_not_there(get: Get) -> None:
    answer = await get("/feed.atom?page=2")
    assert (answer.status_code, answer.json()["error"]) == (404, "The last page of this feed is 1.")
