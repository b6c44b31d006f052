"""Every number of home, map, topics and vanguards, counted again from the files alone, in another way than the site's."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import yaml
from datasette.app import Datasette

from tests.publishing import publish, site
from tests.samples import REPOSITORY
from tests.site.pages import by_id, get, page, text

RESULTS = ("observed", "reported")
GOOD = {"decrease": "fell", "increase": "rose"}
STILL = {"no-evidence-of-change": "none", "mixed": "mixed"}


@dataclass(frozen=True)
class Told:
    """One row of a file that tells a claim, with its entry."""

    slug: str
    entry: dict[str, Any]
    impact: dict[str, Any]
    home: str


class Files:
    """The files as they lie there, read with nothing of ours."""

    def __init__(self, root: Path) -> None:
        folders = ("vanguards", "programmes", "case-studies", "findings")
        paths = [path for folder in folders for path in sorted((root / folder).glob("*.yml"))]
        read = {path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for path in paths}
        self.entries = {slug: entry for slug, entry in read.items() if not entry.get("withdrawn")}
        outcomes = (root / "vocabularies" / "outcomes.yml").read_text(encoding="utf-8")
        self.wanted = {name: term.get("desirable") for name, term in yaml.safe_load(outcomes)["terms"].items()}
        self.told = list(self._told())
        self.claims = {told.home: told for told in self.told if told.impact.get("repeats") is None}
        self.results = {home: told for home, told in self.claims.items() if told.impact["basis"] in RESULTS}

    def _told(self) -> Iterator[Told]:
        for slug, entry in self.entries.items():
            for number, impact in enumerate(entry.get("impacts", [])):
                own = f"{slug}#{impact.get('id', f'impact-{number}')}"
                yield Told(slug, entry, impact, impact.get("repeats") or own)

    def moved(self, impact: dict[str, Any]) -> str:
        """What happened: a bare level; an interval that holds no effect; a comparator that moved further; the direction."""
        measure: str | None = impact.get("measure")
        comparator: dict[str, Any] = impact.get("comparator") or {}
        other: Any = comparator.get("value")
        if measure == "level" and other is None and "from" not in impact and "baseline" not in impact:
            return "level"
        span = impact.get("interval")
        if span and measure != "level" and span["low"] <= (measure == "ratio") <= span["high"]:
            return "none"
        direction = impact["direction"]
        if direction not in GOOD:
            return STILL.get(direction, "unclear")
        outdone = None not in (other, impact.get("value")) and measure not in ("level", "difference", "ratio")
        if outdone and self.wanted[impact["outcome"]] in GOOD and impact["value"] * other > 0:
            return "mixed" if abs(other) > abs(impact["value"]) else GOOD[direction]
        told = comparator.get("changed") and self.wanted[impact["outcome"]] in GOOD
        return "mixed" if told else GOOD[direction]

    def effect(self, impact: dict[str, Any]) -> str:
        moved = self.moved(impact)
        if moved not in GOOD.values():
            return moved
        wanted = self.wanted[impact["outcome"]]
        if wanted not in GOOD:
            return "unclear"
        return "good" if GOOD[wanted] == moved else "bad"

    def about(self, told: Told, vocabulary: str) -> set[str]:
        """The care models or contract types that a row is about."""
        models = told.entry.get("care_models", [])
        types = (told.entry.get("contract") or {}).get("types", [])
        own = {"care_models": models, "contract_types": types}[vocabulary]
        if told.impact.get("about") is not None:
            return set(own) & set(told.impact["about"])
        if told.impact["basis"] not in RESULTS:
            return set(models) if vocabulary == "care_models" else set()
        return set(own) if len(models) + len(types) == 1 else set()

    def claims_of(self, vocabulary: str, term: str) -> set[str]:
        if vocabulary == "outcomes":
            return {home for home, told in self.claims.items() if told.impact["outcome"] == term}
        if vocabulary in ("settings", "population_groups"):
            return {home for home, told in self.claims.items() if term in told.entry.get(vocabulary, [])}
        return {told.home for told in self.told if term in self.about(told, vocabulary)} & set(self.claims)

    def entries_of(self, vocabulary: str, term: str) -> set[str]:
        if vocabulary == "outcomes":
            return {told.slug for told in self.told if told.impact["outcome"] == term}
        if vocabulary == "contract_types":
            return {s for s, entry in self.entries.items() if term in (entry.get("contract") or {}).get("types", [])}
        return {slug for slug, entry in self.entries.items() if term in entry.get(vocabulary, [])}


@pytest.fixture(scope="module")
def files() -> Files:
    return Files(REPOSITORY / "entries")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """The real entries, published with an encoder that needs no model: numbers do not depend on it."""
    return site(publish(REPOSITORY / "entries", tmp_path_factory.mktemp("real") / "kb.db"))


def counted(found: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in found.items() if count}


async def test_home_counts_what_the_files_hold(real: Datasette, files: Files) -> None:
    content = by_id(await page(real, "/"), "content")
    shown = {text(pair[0]): int(text(pair[1]).replace(",", "")) for pair in stats(content)}
    kinds = Counter(entry["kind"] for entry in files.entries.values())
    names = {"vanguard": "vanguards", "programme": "programmes", "case-study": "case studies", "finding": "findings"}
    assert {names[kind]: shown[names[kind]] for kind in kinds} == {names[kind]: count for kind, count in kinds.items()}
    moved = [files.moved(told.impact) for told in files.results.values()]
    assert shown["results given by sources, each counted once"] == len(moved) - moved.count("level")
    assert shown["targets, projections, stories"] == len(files.claims) - len(files.results)
    assert f"{len(files.entries)} entries on vanguards" in text(content)


def stats(content: Element) -> list[Element]:
    """Give the pairs of words and number that a page leads with."""
    (found,) = (element for element in content.iter("dl") if element.get("class") == "stats")
    return list(found)


@pytest.mark.parametrize("by", ["care_model", "contract_type"])
async def test_each_cell_of_the_map_counts_what_the_files_hold(real: Datasette, files: Files, by: str) -> None:
    cells = (await get(real, f"/map.json?by={by}")).json()["cells"]
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for told in files.told:
        for term in files.about(told, f"{by}s"):
            if told.home in files.claims:
                found[term, files.claims[told.home].impact["outcome"]].add(told.home)
    shown = {(cell["column"], cell["row"]): cell for cell in cells if cell["entries"]}
    assert set(shown) == set(found)
    for pair, homes in found.items():
        effects = Counter(files.effect(files.results[home].impact) for home in homes if home in files.results)
        assert shown[pair]["results"] == counted({name: n for name, n in effects.items() if name != "level"}), pair
        assert shown[pair]["levels"] == effects["level"], pair
        assert shown[pair]["not_measured"] == len(homes - set(files.results)), pair
        assert shown[pair]["entries"] == len({home.partition("#")[0] for home in homes}), pair


async def test_each_topic_counts_what_the_files_hold(real: Datasette, files: Files) -> None:
    for topic in (await get(real, "/topics.json")).json()["topics"]:
        (subject,) = topic["subjects"]
        named = subject["vocabulary"], subject["term"]
        bases = Counter(files.claims[home].impact["basis"] for home in files.claims_of(*named))
        assert topic["entries"] == len(files.entries_of(*named)), named
        assert (topic["results"], topic["claimed"]) == (bases["observed"], bases["reported"]), named


@pytest.mark.parametrize(
    "named",
    [
        [("outcomes", "emergency-admissions")],
        [("care_models", "ehch")],
        [("contract_types", "alliance")],
        [("population_groups", "older-people")],
        [("care_models", "ehch"), ("outcomes", "emergency-admissions")],
        [("outcomes", "cost"), ("settings", "care-home")],
    ],
)
async def test_each_outcome_of_a_topic_counts_what_the_files_hold(
    real: Datasette, files: Files, named: list[tuple[str, str]]
) -> None:
    address = "/topics/" + "/".join(f"{vocabulary}/{term}" for vocabulary, term in named)
    topic = (await get(real, f"{address}.json")).json()
    homes = set.intersection(*(files.claims_of(*one) for one in named))
    by_outcome: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for home in homes:
        by_outcome[files.claims[home].impact["outcome"]].append(files.claims[home].impact)
    assert {part["outcome"]: len(part["claims"]) for part in topic["outcomes"]} == {
        outcome: len(impacts) for outcome, impacts in by_outcome.items()
    }
    for part in topic["outcomes"]:
        for basis, name in (("observed", "results"), ("reported", "claimed")):
            impacts = [impact for impact in by_outcome[part["outcome"]] if impact["basis"] == basis]
            assert part[name]["moved"] == dict(Counter(map(files.moved, impacts))), part["outcome"]
            assert part[name]["effects"] == dict(Counter(map(files.effect, impacts))), part["outcome"]
    assert {card["slug"] for card in topic["entries"]} == set.intersection(*(files.entries_of(*one) for one in named))


async def test_each_vanguard_counts_what_the_files_hold(real: Datasette, files: Files) -> None:
    vanguards = {slug: entry for slug, entry in files.entries.items() if entry["kind"] == "vanguard"}
    studied: dict[str, set[str]] = defaultdict(set)
    for told in files.told:
        evaluated = [link["slug"] for link in told.entry.get("related", []) if link["relation"] == "evaluates"]
        for scheme in told.impact.get("schemes") or evaluated:
            studied[scheme].add(told.home)
    refuted = {link["claim"] for told in files.told for link in told.impact.get("contradicts", [])}
    shown = (await get(real, "/vanguards.json")).json()["vanguards"]
    assert {one["slug"]: one["vanguard_type"] for one in shown} == {
        s: e["vanguard"]["type"] for s, e in vanguards.items()
    }
    for one in shown:
        own = {h: told.impact for h, told in files.results.items() if told.slug == one["slug"]}
        own = {home: impact for home, impact in own.items() if impact["basis"] == "reported"}
        found = [files.results[home].impact for home in studied[one["slug"]] & set(files.results)]
        found = [impact for impact in found if impact["basis"] == "observed"]
        assert one["claimed"]["effects"] == dict(Counter(map(files.effect, own.values()))), one["slug"]
        assert one["found"]["effects"] == dict(Counter(map(files.effect, found))), one["slug"]
        assert one["claims_contradicted"] == len(refuted & set(own)), one["slug"]
