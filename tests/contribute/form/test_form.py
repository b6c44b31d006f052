import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from datasette.app import Datasette

from ingest.contribute.form import rate, views
from ingest.contribute.form.choices import Choices
from ingest.contribute.form.filled import Pair
from ingest.contribute.form.pages import Pages
from ingest.contribute.form.submission import Submission, acted, as_pairs, of_entry, of_source, submitted
from ingest.read.load import Base, shape
from ingest.read.yaml_reader import read_text
from kb.model.entry import Entry
from kb.model.source import Source
from kb.site.assets import CSS, SCRIPT
from kb.site.budget import MAX_BODY
from tests.contribute.form.conftest import EDITORS, REPOSITORY_OF_BASE
from tests.contribute.form.filling import ENTRY, REPORT, changed
from tests.publishing import site

# Of 120 kB, what the frame of a page takes.
MOST = 120_000 - 6_000


async def _post(datasette: Datasette, pairs: list[Pair], do: str, path: str = "/contribute/entry") -> tuple[int, str]:
    data: dict[str, list[str]] = {"do": [do]}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    answer = await datasette.client.post(path, data=data)
    return answer.status_code, answer.text


async def test_a_site_that_is_not_opened_has_neither_form_nor_links(published_form: str) -> None:
    closed = site(published_form)  # type: ignore[arg-type]
    assert (await closed.client.get("/contribute")).status_code == 404
    assert (await closed.client.post("/contribute/entry", data={"do": "check"})).status_code == 405
    assert "/contribute" not in (await closed.client.get("/entries/sampleton-mcp")).text


async def test_each_figure_leads_to_the_form_with_that_figure_open(open_site: Datasette) -> None:
    page = (await open_site.client.get("/entries/sampleton-mcp")).text
    assert 'href="/contribute/entry?change=sampleton-mcp"' in page
    assert '<form id="w" action="/contribute/entry"><input type="hidden" name="change" value="sampleton-mcp">' in page
    parts = set(re.findall("<button form=w name=at value=([^>]*)>", page))
    assert {"impacts.0", "figures.0", "population.0", "contract.values.0", "contacts.1"} <= parts
    opened = (await open_site.client.get("/contribute/entry?change=sampleton-mcp&at=impacts.0")).text
    assert re.search(r'name="impacts.0.value" value="-9.5"', opened)
    assert '<input type="hidden" name="same" value="numbers">' in opened


async def test_the_form_answers_with_the_sites_headers_and_is_kept_by_nobody(open_site: Datasette) -> None:
    answer = await open_site.client.get("/contribute/entry")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert not re.search(r"<script(?![^>]*src=)|style=|onclick", answer.text)


async def test_choices_bear_labels_and_definitions(open_site: Datasette, small_base: Base) -> None:
    _, page = await _post(open_site, [("subject", "entry")], "add:impacts")
    words = (await open_site.client.get("/contribute/lists.json")).json()["words"]
    for vocabulary in ("outcomes", "units", "study_designs"):
        assert f'href="/glossary?vocabulary={vocabulary}"' in page
        for term_id, term in small_base.vocabularies.terms(vocabulary).items():
            assert f'value="{term_id}"' in page
            assert words[vocabulary][term_id] == term.definition


async def test_a_good_entry_is_finished_as_a_file_that_the_base_takes(open_site: Datasette, small_base: Base) -> None:
    status, page = await _post(open_site, list(ENTRY), "finish")
    assert status == 200
    assert "Ready to send" in page
    _, text = await _post(open_site, list(ENTRY), "file:0")
    document = read_text(text, "riverside.yml")
    entry, problems = shape(document, Entry, small_base.vocabularies)
    assert problems == []
    assert entry is not None
    assert entry.impacts[0].value == -12
    assert unescape(page).count(text.rstrip()) == 1


async def test_a_new_report_comes_as_a_file_of_its_own(open_site: Datasette, small_base: Base) -> None:
    _, text = await _post(open_site, changed(*REPORT), "file:0")
    source, problems = shape(read_text(text, "x.yml"), Source, small_base.vocabularies)
    assert (problems, source and source.publisher) == ([], "Riverside CCG")
    _, page = await _post(open_site, changed(*REPORT), "finish")
    assert "entries/sources/riverside-ccg-2017.yml" in page
    assert "entries/case-studies/riverside-matrons-who-visit-care-homes.yml" in page


async def test_a_pull_request_opens_with_the_file_filled_in(open_site: Datasette) -> None:
    _, page = await _post(open_site, list(ENTRY), "finish")
    (link,) = (unescape(one) for one in re.findall(rf'href="({REPOSITORY_OF_BASE}/new/[^"]+)"', page))
    asked = parse_qs(urlsplit(link).query)
    _, text = await _post(open_site, list(ENTRY), "file:0")
    assert asked["value"] == [text]
    assert asked["filename"] == ["entries/case-studies/riverside-matrons-who-visit-care-homes.yml"]


async def test_a_long_file_goes_by_copy_and_paste_and_is_attached_to_a_message(open_site: Datasette) -> None:
    lessons = [(f"lessons.{n}.text", f"Lesson {n} " + "of many words " * 20) for n in range(30)]
    places = [(f"lessons.{n}.cite.0.at", "slide 3") for n in range(30)]
    _, page = await _post(open_site, [*ENTRY, *lessons, *places], "finish")
    assert "paste it into the empty field" in page
    links = [unescape(one) for one in re.findall(r'href="([^"]+)"', page)]
    assert max(map(len, links)) < 8_000
    (mail,) = (one for one in links if one.startswith("mailto:"))
    assert mail.startswith(f"mailto:{EDITORS}?subject=Proposed")
    assert len(mail) < 2_000


async def test_a_change_of_an_entry_replaces_its_file(open_site: Datasette) -> None:
    page = (await open_site.client.get("/contribute/entry?change=sampleton-mcp&at=impacts.0")).text
    posted = [(unescape(n), unescape(v)) for n, v in re.findall(r'name="([^"]+)" value="([^"]*)"', page) if n != "do"]
    selected = re.findall(r'<select id="([^"]+)"[^>]*>(?:(?!</select>).)*value="([^"]*)" selected', page, re.DOTALL)
    posted += [(unescape(n), unescape(v)) for n, v in selected]
    texts = re.findall(r'<textarea id="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    posted += [(unescape(n), unescape(v)) for n, v in texts]
    ticked = re.findall(r'type="checkbox"[^>]*name="([^"]+)" value="([^"]+)" checked', page)
    posted = [pair for pair in posted if pair[0] not in {n for n, _ in ticked}] + ticked
    posted = [("impacts.0.value", "-8.5") if name == "impacts.0.value" else (name, value) for name, value in posted]
    status, done = await _post(open_site, posted, "send")
    assert status == 200
    assert f"{REPOSITORY_OF_BASE}/edit/main/entries/vanguards/sampleton-mcp.yml" in done
    assert re.search(r"What changes in it</h3>\s*<pre[^>]*>[^<]*-[^<]*-9.5[^<]*\+[^<]*-8.5[^<]*</pre>", done)
    (mail,) = (unescape(one) for one in re.findall(r'href="(mailto:[^"]+)"', done))
    assert "-8.5" in unquote(mail)
    _, text = await _post(open_site, posted, "file:0")
    assert "value: -8.5" in text
    assert "value: 12" in text


async def test_a_change_that_changes_nothing_says_so(open_site: Datasette, small_base: Base) -> None:
    unchanged = as_pairs(of_entry("sampleton-mcp", small_base))
    _, done = await _post(open_site, unchanged, "send")
    assert "Nothing: it says what it said before." in done


async def test_what_is_no_entry_is_not_changed_as_one(open_site: Datasette) -> None:
    for named in ("sources/leaflet-2016", "vocabularies/units", "../base", "nobody"):
        _, text = await _post(open_site, [("changes", named), ("title", "A title"), ("section", "<b>")], "file:0")
        assert "title: A title" in text
        assert "terms:" not in text


async def test_what_is_wrong_is_listed_with_links_and_stands_beside_the_fields(open_site: Datasette) -> None:
    _, page = await _post(open_site, changed(("impacts.0.direction", "increase")), "finish")
    assert "<title>Error: Add an entry" in page
    assert '<a href="#impacts.0.direction">Result 1: What happened to it</a>' in page
    assert re.search(r'<select id="impacts.0.direction"[^>]*aria-invalid="true"', page)
    _, sent = await _post(open_site, changed(("impacts.0.direction", "increase")), "send")
    assert "an editor will help" in sent


async def test_messages_come_as_json_while_one_types(open_site: Datasette) -> None:
    _, body = await _post(open_site, changed(("impacts.0.value", "many")), "", "/contribute/check.json")
    assert '"at":"impacts.0.value"' in body


async def test_the_page_is_shown_as_it_would_be(open_site: Datasette) -> None:
    status, page = await _post(open_site, list(ENTRY), "preview")
    assert status == 200
    assert "This is how the page would look" in page
    assert "<h1>Riverside matrons who visit care homes</h1>" in page
    assert "12%" in page
    assert "A leaflet about Sampleton" in page
    _, part = await _post(open_site, changed(without="summary"), "preview")
    assert "Parts that are not filled in yet are left out" in part


async def test_an_entry_that_may_be_there_already_is_named_with_the_reason(open_site: Datasette) -> None:
    same = changed(
        ("title", "General practices in Sampleton"),
        ("place.name", "Sampleton"),
        ("contacts.0.email", "pat@example.nhs.uk"),
        ("contacts.0.as_of", "2016-11"),
        ("contacts.0.cite.0.at", "slide 3"),
    )
    _, page = await _post(open_site, same, "check")
    assert "Is it here already?" in page
    assert "same contact: pat@example.nhs.uk" in page
    _, other = await _post(open_site, list(ENTRY), "check")
    assert "Is it here already?" not in other


async def test_a_taken_address_is_told(open_site: Datasette) -> None:
    _, page = await _post(open_site, changed(("slug", "sampleton-mcp")), "check")
    assert "There is an entry sampleton-mcp already" in page


async def test_a_draft_fills_the_form_pasted_or_as_a_file(open_site: Datasette) -> None:
    draft = "# Draft\nkind: case-study\ntitle: A drafted scheme\nfigures:\n- {value: 12, unit: practices, what: Practices}\n"
    _, page = await _post(open_site, [("draft", draft)], "fill")
    assert 'name="title" value="A drafted scheme"' in page
    assert "figures.0.value=12" in unescape(page)
    answer = await open_site.client.post(
        "/contribute/entry", data={"do": "fill", "draft": ""}, files={"file": ("draft.yml", draft.encode())}
    )
    assert 'name="title" value="A drafted scheme"' in answer.text
    _, wrong = await _post(open_site, [("draft", "title: [")], "fill")
    assert "The draft can&#39;t be read: line" in wrong


async def test_what_is_too_large_too_often_or_from_elsewhere_is_refused(
    open_site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = await open_site.client.post("/contribute/entry", content=b"text=" + b"a" * MAX_BODY)
    assert large.status_code == 413
    elsewhere = await open_site.client.post(
        "/contribute/entry", data={"do": "check"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert elsewhere.status_code == 403
    monkeypatch.setattr(rate, "AT_ONCE", 0)
    monkeypatch.setitem(views._rates, open_site, rate.Rate())
    assert (await _post(open_site, [], "check"))[0] == 429


def test_a_reader_may_ask_again_after_a_while() -> None:
    kept = rate.Rate()
    assert all(kept.take("one", now=0.0) for _ in range(rate.AT_ONCE))
    assert not kept.take("one", now=0.0)
    assert kept.take("another", now=0.0)
    assert kept.take("one", now=rate.EACH)


async def test_no_other_method_and_no_other_address_takes_a_form(open_site: Datasette) -> None:
    assert (await open_site.client.put("/contribute/entry", data={})).status_code == 405
    assert (await open_site.client.post("/search", data={})).status_code == 405
    assert (await open_site.client.post("/contribute/../search", data={})).status_code == 405
    assert (await open_site.client.get("/contribute/entry?change=nobody")).status_code == 404


def test_pages_of_the_form_are_light_with_style_and_script(real_base: Base) -> None:
    pages = Pages(Choices(real_base), "")
    longest = sorted(real_base.entries, key=lambda slug: -Path(real_base.documents[slug].path).stat().st_size)[:5]
    with_parts = submitted(acted([("main", "+")], "add:impacts")[0], real_base)
    made = {
        "start": pages.start(),
        "empty": pages.form(Submission()),
        "new": pages.form(with_parts, goes_to="impacts.0"),
    }
    for at in ("", "impacts.0", "figures.0", "s-learnt"):
        made |= {f"{slug} {at}": pages.form(of_entry(slug, real_base), goes_to=at) for slug in longest}
    made |= {source: pages.form(of_source(source, real_base)) for source in sorted(real_base.sources)[::10]}
    always = sum(len(one.encode()) for one in (CSS, SCRIPT, views.CSS, views.SCRIPT))
    assert {
        name: len(page.encode()) + always for name, page in made.items() if len(page.encode()) + always > MOST
    } == {}


async def test_one_section_and_one_part_are_open_once_something_was_added(open_site: Datasette) -> None:
    _, page = await _post(open_site, [*ENTRY, ("section", "about")], "add:figures")
    assert 'id="figures.0.what"' in page
    assert 'id="impacts.0.outcome"' not in page
    assert "1 × result" in page
    _, page = await _post(open_site, changed(("impacts.0.value", "many"), ("section", "check")), "check")
    assert '<a href="#impacts.0.value">Result 1: Value</a>' in page
    _, page = await _post(open_site, changed(("impacts.0.value", "many"), ("checked", "yes")), "section:check")
    assert "1 thing is to be put right in it." in page
    assert 'id="review.by"' in page


async def test_what_stands_closed_comes_back_as_it_was(open_site: Datasette) -> None:
    odd = ("summary", "50% & more = “a lot” of <b>care</b> + 'rest'")
    _, page = await _post(open_site, [*changed(odd), ("section", "check")], "add:figures")
    posted = [(unescape(n), unescape(v)) for n, v in re.findall(r'name="([^"]+)" value="([^"]*)"', page) if n != "do"]
    _, text = await _post(open_site, posted, "file:0")
    assert "50% & more = “a lot” of <b>care</b> + 'rest'" in text
    assert "value: -12" in text


def test_of_many_parts_those_around_the_open_one_are_shown(small_base: Base) -> None:
    many = [pair for n in range(90) for pair in ((f"figures.{n}", ""), (f"figures.{n}.what", f"Number {n} of them"))]
    page = Pages(Choices(small_base), "").form(submitted(many, small_base), goes_to="figures.50")
    assert page.count('class="part closed"') == 39
    assert "Number 1 to 30 are not shown" in page
    assert "Number 71 to 90 are not shown" in page
    assert len(re.findall(r'name="figures\.\d+" value', page)) == 90
