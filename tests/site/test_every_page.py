"""What holds for every page: safe, light, named, labelled, and without a script of its own."""

from collections import Counter
from xml.etree.ElementTree import Element

import pytest
from datasette.app import Datasette

from tests.site.pages import get, page, text

PAGES = (
    "/",
    "/search",
    "/search?q=emergency+admissions&kind=vanguard&min_strength=1",
    "/search?q=%3Cscript%3E&area_population=60000&area_setting=community",
    "/entries/sampleton-mcp",
    "/entries/otherton-team?area_population=500&area_contract_type=capitated",
    "/entries/bare-entry",
    "/entries/hostile-entry",
    "/entries/withdrawn-trial",
    "/compare",
    "/compare?entry=sampleton-mcp&entry=otherton-team&entry=hostile-entry",
    "/map",
    "/map?by=contract_type",
    "/map?by=place_and_time",
    "/map?by=place",
    "/map?form=table",
    "/map?by=care_model&column=mcp&row=emergency-admissions&hopes=1",
    "/review?q=admissions",
    "/review?entry=hostile-entry&entry=bare-entry",
    "/topics",
    "/topics/care_models/mcp",
    "/topics/contract_types/capitated/outcomes/emergency-admissions",
    "/topics/settings/mental-health",
    "/glossary",
    "/glossary?vocabulary=outcomes",
    "/contacts",
    "/contacts?q=xylophone&mode=keyword",
    "/vanguards",
    "/about",
    "/basket",
    "/review?q=admissions&whole=1",
    "/api",
    "/kb",
    "/kb/entries",
    "/kb/impacts?_facet=outcome",
    "/kb/entries/hostile-entry",
)
MISSING = ("/entries/no-such-entry", "/nothing-here", "/search?nonsense=1")


@pytest.mark.parametrize("address", PAGES)
async def test_a_page_is_named_and_light(served: Datasette, address: str) -> None:
    response = await get(served, address)
    tree = await page(served, address)
    assert len(response.content) <= 100_000
    assert next(tree.iter("html")).get("lang") == "en-GB" if tree.tag != "html" else tree.get("lang") == "en-GB"
    assert text(next(tree.iter("title")))
    names = {found.get("name"): found.get("content") for found in tree.iter("meta")}
    assert names["description"]
    assert len(list(tree.iter("h1"))) == 1
    assert len(list(tree.iter("main"))) == 1
    assert any(found.get("rel") == "canonical" for found in tree.iter("link"))


@pytest.mark.parametrize("address", PAGES)
async def test_a_page_loads_one_script_and_one_stylesheet_of_ours(served: Datasette, address: str) -> None:
    tree = await page(served, address)
    loaded = [one.get("src", "") for one in tree.iter("script") if one.get("type") != "application/ld+json"]
    assert [address.partition("?")[0] for address in loaded] == ["/-/kb.js"]
    assert [link for link in tree.iter("link") if link.get("rel") == "stylesheet"][1:] == []
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"], element.attrib
    assert not list(tree.iter("img"))
    assert not list(tree.iter("style"))


@pytest.mark.parametrize("address", PAGES)
async def test_ids_are_unique_and_inner_links_lead_somewhere(served: Datasette, address: str) -> None:
    tree = await page(served, address)
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    aimed = [link.get("href", "")[1:] for link in tree.iter("a") if link.get("href", "").startswith("#")]
    aimed += [button.get("popovertarget", "") for button in tree.iter("button") if button.get("popovertarget")]
    assert set(aimed) <= set(ids)


@pytest.mark.parametrize("address", PAGES)
async def test_every_field_has_a_label(served: Datasette, address: str) -> None:
    tree = await page(served, address)
    labelled = {label.get("for") for label in tree.iter("label")}
    inside = {id(field) for label in tree.iter("label") for field in label.iter() if field is not label}
    for field in _fields(tree):
        assert field.get("id") in labelled or id(field) in inside or field.get("aria-label"), field.attrib


def _fields(tree: Element) -> list[Element]:
    fields = [field for name in ("input", "select", "textarea") for field in tree.iter(name)]
    return [field for field in fields if field.get("type") not in {"hidden", "submit"}]


@pytest.mark.parametrize("address", [*PAGES[:3], *MISSING, "/search.json", "/-/healthz", "/kb.json", "/robots.txt"])
async def test_every_answer_bears_the_security_headers(served: Datasette, address: str) -> None:
    headers = (await served.client.get(address)).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize("address", ["/entries/hostile-entry", "/search?q=script", "/review?entry=hostile-entry", "/"])
async def test_markup_in_an_entry_stays_text(served: Datasette, address: str) -> None:
    html = (await get(served, address)).text
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "7 * 7" in html or address == "/"
    assert "49" not in text(html_title(await page(served, address)))


def html_title(tree: Element) -> Element:
    return next(tree.iter("title"))


@pytest.mark.parametrize("address", MISSING)
async def test_an_error_is_said_in_words_on_a_page(served: Datasette, address: str) -> None:
    response = await served.client.get(address)
    assert response.status_code in {400, 404}
    assert "Traceback" not in response.text
    assert 'role="search"' in response.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_only_get_is_answered(served: Datasette, method: str) -> None:
    response = await served.client.request(method, "/search")
    assert response.status_code == 405
    assert response.json() == {"ok": False, "error": "Everything is read with GET.", "status": 405}


@pytest.mark.parametrize("query", ["_sort=nowhere", "_sort_desc=nowhere", "_sort=title&_sort_desc=title"])
async def test_a_table_sorted_by_what_it_has_not_is_a_slip_of_the_reader(served: Datasette, query: str) -> None:
    assert "Cannot" in (await get(served, f"/kb/entries.json?{query}", 400)).json()["error"]


@pytest.mark.parametrize("address", ["/kb.json?sql=select+1", "/kb?sql=select+1", "/kb.db"])
async def test_what_is_switched_off_is_said(served: Datasette, address: str) -> None:
    assert "switched off here" in (await get(served, address, 403)).text


async def test_a_parameter_is_named_as_it_is_written(served: Datasette) -> None:
    answer = (await get(served, "/search.json?min_strength=9", 400)).json()
    assert answer["error"].startswith("min_strength")
    assert ">Min_strength" in (await get(served, "/search?min_strength=9", 400)).text


async def test_paths_of_the_server_are_not_shown(served: Datasette) -> None:
    await get(served, "/-/databases.json", 404)


@pytest.mark.parametrize("address", ["/search", "/search.json", "/kb/impacts", "/feed.atom"])
async def test_answers_are_compressed_for_those_who_take_it(served: Datasette, address: str) -> None:
    assert (await served.client.get(address)).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in (await served.client.get(address, headers={"accept-encoding": "identity"})).headers


async def test_the_stylesheet_may_be_kept_until_it_changes(served: Datasette) -> None:
    tree = await page(served, "/")
    address = next(link.get("href", "") for link in tree.iter("link") if link.get("rel") == "stylesheet")
    kept = await get(served, address)
    assert "immutable" in kept.headers["cache-control"]
    assert "immutable" not in (await get(served, f"{address}0")).headers.get("cache-control", "")
    assert "url(" not in kept.text
    assert "@import" not in kept.text
