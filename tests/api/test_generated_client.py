"""A client that a generator made of the description reads what the base holds later."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from tests.exhibits import exhibit
from tests.live import live
from tests.publishing import publish
from tests.samples import entry, write_entry

NAME = "generated_before"
TERM = "  night-hub:\n    label: Night hub\n    definition: Care at night from one place.\n"
# What the generator knows only by the name of another type.
FILES = {
    "image/svg+xml": "application/octet-stream",
    "image/png": "application/octet-stream",
    **dict.fromkeys(
        ("text/csv", "text/markdown", "application/x-research-info-systems", "application/x-bibtex"), "text/plain"
    ),
    **dict.fromkeys(("application/atom+xml", "application/xml"), "text/plain"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "application/octet-stream",
}


def made(document: dict[str, Any], folder: Path) -> list[str]:
    """Generate a client into the folder and give what the generator complained about."""
    source = folder / "openapi.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    wanted = ConfigFile(package_name_override=NAME, post_hooks=[], content_type_overrides=FILES)
    config = Config.from_sources(wanted, MetaType.NONE, source, "utf-8", overwrite=False, output_path=folder / NAME)
    return [f"{error.header} {error.detail}" for error in generate(config=config)]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """A server of a base that has grown since the client was made, and what the generator said."""
    folder = tmp_path_factory.mktemp("grown")
    with live(exhibit(folder)) as before:
        complaints = made(httpx.get(f"{before}/openapi.json").json(), folder)
    with (folder / "entries" / "vocabularies" / "care_models.yml").open("a", encoding="utf-8") as terms:
        terms.write(TERM)
    write_entry(folder / "entries", "new-night-hub", entry(title="A hub at night", care_models=["night-hub"]))
    sys.path.insert(0, str(folder))
    with live(publish(folder / "entries", folder / "later" / "kb.db")) as after:
        yield after, complaints
    sys.path.remove(str(folder))


def asked(root: str, operation: str, *arguments: str, **named: object) -> Any:  # noqa: ANN401 - made anew
    """Call an operation of the generated client."""
    with importlib.import_module(NAME).Client(base_url=root, raise_on_unexpected_status=True) as client:
        return importlib.import_module(f"{NAME}.api.{operation}").sync(*arguments, client=client, **named)


def test_the_generator_drops_no_operation(grown: tuple[str, list[str]]) -> None:
    root, complaints = grown
    assert complaints == []
    paths = httpx.get(f"{root}/openapi.json").json()["paths"]
    folder = Path(importlib.import_module(NAME).__file__ or "").parent
    assert len(list(folder.glob("api/*/[a-z]*.py"))) == len(paths)


def test_an_entry_and_a_term_that_came_later_are_read(grown: tuple[str, list[str]]) -> None:
    root, _ = grown
    entry = asked(root, "entries.entry", "new-night-hub")
    assert (entry.slug, entry.care_models) == ("new-night-hub", ["night-hub"])
    found = asked(root, "search.search", care_model=["night-hub"])
    assert [hit.slug for hit in found.results] == ["new-night-hub"]
    compared = asked(root, "comparison.compare", entry=["new-night-hub", "sampleton-mcp"])
    assert [one.slug for one in compared.entries] == ["new-night-hub", "sampleton-mcp"]
    assert asked(root, "review.review", q="night hub").total >= 1
    assert "night-hub" in {column.value for column in asked(root, "map_.map_").columns}
