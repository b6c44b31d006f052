"""A base in another subject goes through the same door: nothing of ours appears in it."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from click.testing import CliRunner
from datasette.app import Datasette

from ingest.cli import cli
from ingest.contribute.beginning import begin
from ingest.contribute.template import new_entry
from ingest.describe.data_dictionary import data_dictionary
from ingest.describe.metadata import metadata
from ingest.read.check import check
from ingest.read.load import Base, load
from ingest.release.bundle import bundle
from ingest.store.fingerprint import content_hash
from ingest.tag.tagger import Tagger
from kb.errors import KbError
from kb.search.engine import Search
from kb.site import searching
from kb.site.instance import instance
from tests.publishing import BUILT, WordEncoder, publish
from tests.site.pages import get, page, text

# Fields, columns and parameters keep their names in every base; docs/own-base.md says which. Words of people do not.
FIXED = re.compile(r'"vanguard"|`vanguard`|vanguard_(?:type|wave|chosen)|care_models?')
OURS = re.compile(
    r"\bNHS|\bEngland\b|\bEnglish\b|\b[Vv]anguards?\b|(?<!with )\b[Cc]are\b|\b[Pp]atients?\b|\b[Hh]ospitals?\b|\b[Hh]ealth[ c]"
    r"|[Tt]elehealth|[Ff]railty|[Cc]ommission(?:ed|er|ing)|\bGPs?\b|\bclinic|\bNew Care Models\b"
)
# A base of which nothing was chosen in waves has no list of sites.
ABSENT = frozenset({"/nothing-here", "/vanguards"})
SLUG, OTHER = "seaview-open-doors", "highfield-open-doors"
PAGES = (
    "/", "/search", "/search?q=opening+without+staff&effect=good&area_population=9000&area_setting=branch",
    "/search?q=quantum+chromodynamics", "/search?care_model=open-doors&contract_type=town-budget&status=failed",
    f"/entries/{SLUG}?area_contract_type=fees", f"/entries/{OTHER}", "/entries/open-doors-in-nine-towns",
    "/compare", f"/compare?entry={SLUG}&entry={OTHER}", "/map", "/map?by=contract_type", "/map?by=place_and_time",
    "/review?q=visits", f"/review?entry={SLUG}", "/about", "/api", "/kb", "/kb/entries", "/kb/base", "/kb/impacts",
    "/kb/directions", "/topics", "/topics/care_models/open-doors", "/glossary?vocabulary=collection", "/map?by=place",
    "/contacts", "/nothing-here", "/vanguards",
)  # fmt: skip
FILES = (
    "/search.json?q=visits", "/search.csv", "/search.ris", "/search.bib", f"/entries/{SLUG}.json",
    f"/entries/{SLUG}.csv", f"/entries/{SLUG}.ris", f"/entries/{SLUG}.bib", f"/compare.json?entry={SLUG}&entry={OTHER}",
    f"/compare.csv?entry={SLUG}&entry={OTHER}", "/map.json", "/map.json?by=place_and_time", "/review.json?q=visits",
    "/review.md?q=visits", "/feed.atom", "/sitemap.xml", "/robots.txt", "/llms.txt", "/openapi.json", "/-/healthz",
)  # fmt: skip


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begin(tmp_path_factory.mktemp("own") / "entries")


@pytest.fixture(scope="module")
def base(entries: Path) -> Base:
    return load(entries)


@pytest.fixture(scope="module")
def database(entries: Path) -> Path:
    return publish(entries, entries.parent / "build" / "kb.db")


@pytest.fixture
def served(base: Base, database: Path) -> Datasette:
    datasette = instance(database, yaml.safe_load(metadata(base)))
    searching._engines[datasette] = Search(database, WordEncoder())
    return datasette


def ours(words: str) -> list[str]:
    """Give the places at which a word of this repository's subject stands."""
    plain = FIXED.sub("", words)
    return [plain[max(0, found.start() - 60) : found.end() + 40] for found in OURS.finditer(plain)]


async def get_json(served: Datasette, address: str) -> Any:  # noqa: ANN401 - as the API answers
    return (await get(served, address)).json()


def test_the_example_has_no_problem(base: Base) -> None:
    assert check(base) == []
    assert len(base.entries) == 5
    assert len(base.sources) == 2


def test_the_command_writes_it_and_overwrites_nothing(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["init", str(tmp_path / "mine")])
    assert done.exit_code == 0, done.output
    assert CliRunner().invoke(cli, ["check", "--entries", str(tmp_path / "mine")]).exit_code == 0
    with pytest.raises(KbError, match="empty or not there yet"):
        begin(tmp_path / "mine")


@pytest.mark.parametrize("address", PAGES)
async def test_no_page_speaks_of_another_subject(served: Datasette, address: str) -> None:
    response = await served.client.get(address)
    assert response.status_code == (404 if address in ABSENT else 200), response.text[:300]
    tree = await page(served, address, response.status_code)
    assert "Town Library Evidence" in text(tree)
    assert ours(response.text) == []


@pytest.mark.parametrize("address", FILES)
async def test_no_file_speaks_of_another_subject(served: Datasette, address: str) -> None:
    assert ours((await get(served, address)).text) == []


async def test_the_word_file_is_of_this_base(served: Datasette) -> None:
    document = docx.Document(BytesIO((await get(served, "/review.docx?q=visits")).content))
    words = "\n".join([*(one.text for one in document.paragraphs), document.core_properties.author])
    assert "Town Library Evidence" in words
    assert ours(words) == []


async def test_ratings_follow_meanings_and_not_ids(served: Datasette) -> None:
    entry = await get_json(served, f"/entries/{SLUG}.json")
    visits, lost = entry["entry"]["impacts"] if "entry" in entry else entry["impacts"]
    assert (visits["direction"], visits["effect"], visits["basis"]) == ("increase", "good", "observed")
    assert visits["effect_reason"] == "Visits rose, which is wanted."
    assert lost["effect"] == "none"
    other = await get_json(served, f"/entries/{OTHER}.json")
    impacts = other["entry"]["impacts"] if "entry" in other else other["impacts"]
    assert [(one["effect"], one["reached"]) for one in impacts] == [("bad", None), (None, "not-reached")]


async def test_own_kinds_stand_on_home_map_and_timeline(served: Datasette) -> None:
    home = text(await page(served, "/"))
    assert "libraries4" in home
    assert "study1" in home
    where = text(await page(served, "/map?by=place_and_time"))
    assert "The hills2" in where
    assert "Libraries" in where
    drawn = await get_json(served, "/map.json?by=place_and_time")
    assert {scheme["kind"] for scheme in drawn["schemes"]} == {"library"}
    assert len(drawn["schemes"]) == 4


async def test_filters_stand_in_the_order_of_the_base(served: Datasette) -> None:
    tree = await page(served, "/search")
    named = [text(found) for found in tree.iter("summary")]
    places = [
        next(n for n, name in enumerate(named) if name.startswith(label))
        for label in ("Idea", "Outcome", "Effect", "Funding")
    ]
    assert places == sorted(places)


def test_the_tagger_knows_the_names_and_words_of_this_base(base: Base) -> None:
    own, other = Tagger(base.vocabularies).tag(
        [
            "In Seaview, visits rose and Highfield Town Council paid for the book van.",
            "The NHS vanguard cut admissions.",
        ]
    )
    told = {(mention.vocabulary, mention.text.lower(), mention.direction) for mention in own}
    assert ("outcomes", "visits", "increase") in told
    assert ("care_models", "book van", None) in told
    assert ("organisation", "highfield town council", None) in told
    assert ("place", "seaview", None) in told
    assert other == []


def test_a_new_entry_is_of_its_kinds(entries: Path) -> None:
    with pytest.raises(KbError, match="use one of: library, study"):
        new_entry("vanguard", "x", entries)
    path = new_entry("study", "a-new-study", entries)
    assert path == entries / "studies" / "a-new-study.yml"
    assert ours(path.read_text(encoding="utf-8").replace("#vanguard:", "")) == []
    path.unlink()


def test_the_description_of_its_tables_is_of_this_base(base: Base) -> None:
    assert ours(data_dictionary(base.vocabularies)) == []
    assert ours(metadata(base)) == []


def test_its_release_is_of_this_base(entries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BUILT, "content_hash", content_hash(entries))
    folder = bundle(publish(entries, tmp_path / "kb.db"), entries, tmp_path / "dist")
    assert folder.name == f"town-library-evidence-{BUILT['data_version']}"
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".db":
            assert ours(path.read_text(encoding="utf-8")) == [], path


async def test_a_vocabulary_of_its_own_is_a_filter_everywhere(served: Datasette) -> None:
    found = await get_json(served, "/search.json?collection=tools")
    assert [hit["slug"] for hit in found["results"]] == ["millbrook-things"]
    assert {(one["value"], one["count"]) for one in (await get_json(served, "/search.json"))["facets"]["collection"]} == {
        ("books", 3), ("tools", 1),
    }  # fmt: skip
    by_words = await get_json(served, "/search.json?q=collection:tools")
    assert [hit["slug"] for hit in by_words["results"]] == ["millbrook-things"]
    assert "What is lent" in text(await page(served, "/search"))
    assert "What is lentTools and things" in text(await page(served, "/entries/millbrook-things"))
    assert (await get_json(served, "/entries/millbrook-things.json"))["terms"] == {"collection": ["tools"]}
    assert (await served.client.get("/search.json?collection=boats")).status_code == 400


async def test_its_terms_stand_in_the_description_and_in_files(served: Datasette) -> None:
    described = await get_json(served, "/openapi.json")
    names = {one["name"] for one in described["paths"]["/search.json"]["get"]["parameters"] if "name" in one}
    shared = {one["name"] for one in described["components"].get("parameters", {}).values()}
    assert "collection" in names | shared
    assert "collection: tools" in (await get(served, "/search.csv?collection=tools")).text


@pytest.mark.parametrize(
    ("terms", "rule"),
    [({"collection": ["boats"]}, "unknown-term"), ({"colection": ["books"]}, "unknown-vocabulary")],
)
def test_a_term_that_is_none_is_refused(tmp_path: Path, terms: dict[str, list[str]], rule: str) -> None:
    root = begin(tmp_path / "entries")
    path = root / "libraries" / f"{SLUG}.yml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text()), "terms": terms}))
    assert [problem.rule for problem in check(load(root))] == [rule]


def test_a_filter_without_its_vocabulary_is_refused(tmp_path: Path) -> None:
    root = begin(tmp_path / "entries")
    (root / "vocabularies" / "collection.yml").rename(root / "vocabularies" / "collections.yml")
    rules = {problem.rule for problem in check(load(root))}
    assert {"vocabulary-missing", "stray-file"} <= rules


@pytest.mark.parametrize("name", ["size", "expand", "place", "outcomes"])
def test_a_name_that_the_program_uses_is_refused(tmp_path: Path, name: str) -> None:
    root = begin(tmp_path / "entries")
    file = root / "base.yml"
    file.write_text(file.read_text().replace("name: collection", f"name: {name}"))
    assert "filter-name-taken" in {problem.rule for problem in check(load(root))}
