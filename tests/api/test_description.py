import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import EngineFinished, NonFatalError, ScenarioFinished

from kb.model.facts import SLUG
from kb.search.request import PARAMETERS
from tests.exports.conftest import Get
from tests.live import live
from tests.samples import REPOSITORY

# What has been withdrawn is there all the same, and answers with 410.
ACCEPTED = {"positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", 404, 410]}}
# A busy machine answers late.
PATIENT = {"request-timeout": 60, "checks": ACCEPTED}
BRIEF = {"stateful": {"enabled": False}, "examples": {"enabled": False}}
FUZZED = {**PATIENT, "phases": {**BRIEF, "coverage": {"enabled": False}}, "generation": {"max-examples": 4}}
COVERED = {**PATIENT, "phases": {**BRIEF, "fuzzing": {"enabled": False}}}
# All phases, until their time is over: without an end they go on drawing new cases.
ALL = {**PATIENT, "max-time": 120}
# Which values are terms is for the base to say, so others are refused though the description takes any text.
ANY_VALUES = {**ALL, "checks": {"positive_data_acceptance": {"enabled": False}}}
# One address of each shape: the others take the same parameters and are fuzzed.
OF_EACH_SHAPE = r"^/(search|compare|map|entries/\{slug\})\.json$|^/entries/\{slug\}$|^/compare$|healthz$"


@pytest.fixture(scope="module")
def address(exhibits: Path) -> Iterator[str]:
    with live(exhibits) as root:
        yield root


@pytest.fixture
async def document(get: Get) -> dict[str, Any]:
    found: dict[str, Any] = (await get("/openapi.json")).json()
    return found


def with_allowed_values(root: str) -> dict[str, Any]:
    """Give the description with its examples as the only values, so that what is sent is what the base has today."""
    document: dict[str, Any] = httpx.get(f"{root}/openapi.json").json()
    slugs = [hit["slug"] for hit in httpx.get(f"{root}/search.json").json()["results"]]
    document["components"]["schemas"]["Slug"]["enum"] = slugs
    for one in document["components"]["parameters"].values():
        schema = one["schema"].get("items", one["schema"])
        schema |= {"enum": ["", *schema["examples"]]} if "examples" in schema else {}
    return document


def driven(root: str, config: dict[str, Any], paths: str = "", document: dict[str, Any] | None = None) -> list[str]:
    """Drive the running API as a description says, and give what failed or could not be asked."""
    settings = SchemathesisConfig.from_dict({"seed": 1, "warnings": False, **config})
    settings.projects.default.generation.deterministic = True
    settings.projects.default.update(base_url=root)
    schema = schemathesis.openapi.from_dict(document or with_allowed_values(root), config=settings)
    events = list(from_schema(schema.include(path_regex=paths) if paths else schema).execute())
    assert isinstance(events[-1], EngineFinished)
    errors = [str(event.info) for event in events if isinstance(event, NonFatalError)]
    recorded = [event.recorder.checks.values() for event in events if isinstance(event, ScenarioFinished)]
    checks = [check for scenario in recorded for of_case in scenario for check in of_case]
    assert checks
    found = [check.failure_info for check in checks if check.failure_info]
    return errors + [f"{one.failure} {one.code_sample}" for one in found]


def test_the_running_api_does_what_it_says(address: str) -> None:
    assert driven(address, FUZZED) == []


def test_the_running_api_keeps_to_every_bound(address: str) -> None:
    assert driven(address, COVERED, OF_EACH_SHAPE) == []


@pytest.mark.torture
@pytest.mark.parametrize("config", [ALL, ANY_VALUES], ids=["values of the base", "any values"])
def test_all_checks_in_all_phases_end_and_find_nothing(address: str, config: dict[str, Any]) -> None:
    described = httpx.get(f"{address}/openapi.json").json() if config is ANY_VALUES else None
    assert driven(address, config, document=described) == []


def test_the_description_is_valid(document: dict[str, Any]) -> None:
    validate(document)
    assert document["openapi"].startswith("3.1")


def test_the_description_names_every_parameter_of_a_search(document: dict[str, Any]) -> None:
    pointers = document["paths"]["/search.json"]["get"]["parameters"]
    names = [document["components"]["parameters"][one["$ref"].split("/")[-1]]["name"] for one in pointers]
    assert set(PARAMETERS) <= set(names)


def test_the_description_gives_the_values_of_the_database_as_examples(document: dict[str, Any]) -> None:
    parameters, schemas = document["components"]["parameters"], document["components"]["schemas"]
    assert "mcp" in parameters["care_model"]["schema"]["items"]["examples"]
    assert parameters["source"]["schema"]["items"]["examples"] == ["hostile-source", "leaflet-2016"]
    assert schemas["Slug"]["examples"][0] == "hostile-text"


def test_no_answer_is_bound_to_the_values_of_today(document: dict[str, Any]) -> None:
    assert '"enum"' not in json.dumps(document["components"]["schemas"])
    assert document["components"]["schemas"]["Slug"]["pattern"] == SLUG


def test_the_list_of_changes_begins_with_the_version_of_the_api(document: dict[str, Any]) -> None:
    changes = (REPOSITORY / "docs" / "api-changes.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", changes, re.MULTILINE)
    assert newest
    assert newest[1] == document["info"]["version"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/search.json?q=sampleton&area_population=60000", "SearchAnswer"),
        ("/entries/hostile-text.json", "EntryAnswer"),
        ("/entries/quiet-nights.json", "EntryAnswer"),
        ("/entries/old-sampleton.json", "EntryAnswer"),
        ("/compare.json?entry=sampleton-mcp&entry=sampleton-homes", "Comparison"),
        ("/map.json", "Map"),
        ("/map.json?by=place_and_time", "Map"),
        ("/review.json?q=sampleton", "Review"),
        ("/review.json?entry=sampleton-mcp&entry=sampleton-homes", "Review"),
        ("/topics.json", "TopicList"),
        ("/topics/care_models/mcp.json", "TopicAnswer"),
        ("/topics/contract_types/capitated/outcomes/emergency-admissions.json", "TopicAnswer"),
        ("/topics/settings/mental-health.json", "TopicAnswer"),
        ("/glossary.json", "Glossary"),
        ("/contacts.json?q=sampleton", "ContactList"),
        ("/vanguards.json", "VanguardList"),
        ("/-/healthz", "Health"),
        ("/-/readyz", "Readiness"),
        ("/search.json?nonsense=1", "Error"),
    ],
)
async def test_answers_have_the_shape_and_no_more(get: Get, document: dict[str, Any], path: str, name: str) -> None:
    closed = {"components": {"schemas": {key: _closed(one) for key, one in document["components"]["schemas"].items()}}}
    schema = {"$ref": f"#/components/schemas/{name}", **closed}
    answer = (await get(path)).json()
    assert [error.message for error in Draft202012Validator(schema).iter_errors(answer)] == []


def _closed(node: Any) -> Any:  # noqa: ANN401 - any JSON
    """Refuse properties that the description does not name, so that it can't fall behind."""
    if isinstance(node, list):
        return [_closed(one) for one in node]
    if not isinstance(node, dict):
        return node
    parts = {key: _closed(one) for key, one in node.items()}
    return {**parts, "additionalProperties": False} if "properties" in node and "required" in node else parts


async def test_every_example_of_the_documentation_runs(get: Get, document: dict[str, Any]) -> None:
    page = unescape((await get("/api")).text)
    examples = re.findall(r'class="example" href="([^"]+)"', page)
    assert len(examples) >= 14
    for example in examples:
        answer = await get(example)
        assert answer.status_code == 200, example
        path = described(example.split("?")[0])
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        assert answer.headers["content-type"].split(";")[0] in content


def described(path: str) -> str:
    """Give the path of the description that an example is of."""
    path = re.sub(r"^/entries/[a-z-]+", "/entries/{slug}", path)
    path = re.sub(r"^/sources/[a-z0-9-]+", "/sources/{source_id}", path)
    path = re.sub(r"^/topics/[a-z_]+/[a-z-]+", "/topics/{vocabulary}/{term}", path)
    return re.sub(r"(?<=\{term\})/[a-z_]+/[a-z-]+", "/{other_vocabulary}/{other_term}", path)


async def test_the_documentation_shows_every_address(get: Get, document: dict[str, Any]) -> None:
    page = unescape((await get("/api")).text)
    assert [path for path in document["paths"] if f"<code>GET {path}</code>" not in page] == []


async def test_the_python_example_runs(get: Get, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = unescape((await get("/api")).text)
    code = re.search(r"<pre><code>(import json.*?)</code></pre>", page, re.DOTALL)
    assert code
    example = re.sub(r"q=[^&]*&effect=none", "q=sampleton", code[1].replace("http://localhost", address))
    exec(example, {})  # noqa: S102 - the example on our own page
    assert address in capsys.readouterr().out
