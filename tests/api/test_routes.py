"""The description names every address that the site answers, and none that it does not."""

import re
from itertools import product
from typing import Any

import pytest

from kb.site.routes import ROUTES
from tests.exports.conftest import Get

# What is for people alone: home, the method, this description as a page, stylesheet and script, and what leads to the search.
UNSAID = (r"/(about|api)?", r"/-/kb\.(css|js)", r"/entries(\.\w+)?")
NAMES = {"slug": "{slug}", "filter": "{filter}", "vocabulary": "{vocabulary}", "term": "{term}"}
SOURCE = re.compile(r"^(/sources/)\{slug\}")


def expanded(pattern: str) -> set[str]:
    """Give every path that a pattern of a route stands for; what is free in it is named."""
    pattern = re.sub(
        r"\(\?P<(\w+)>\[\^/\]\+\??\)|\(\?P<(\w+)>\[a-z_\]\+\)",
        lambda found: "{" + (found[1] or found[2]) + "}",
        pattern,
    )
    found = {pattern.strip("^$")}
    while True:
        wider = {one for path in found for one in _once(path)}
        if wider == found:
            return {re.sub(r"\\\.", ".", path.replace("/?", "")) for path in found}
        found = wider


def _once(path: str) -> set[str]:
    """Put each choice of the first innermost group in its place."""
    group = re.search(r"\((?:\?:|\?P<\w+>)?([^()]*)\)(\??)", path)
    if group is None:
        return {path}
    choices = [*group[1].split("|"), *([""] if group[2] else [])]
    return {path[: group.start()] + choice + path[group.end() :] for choice in choices}


def test_a_pattern_stands_for_its_paths() -> None:
    assert expanded(r"^/map(?:\.(?P<ending>svg|png))?$") == {"/map", "/map.svg", "/map.png"}
    assert expanded(r"^/entries/(?P<slug>[^/]+?)/(?P<which>a|b)\.csv$") == {
        "/entries/{slug}/a.csv",
        "/entries/{slug}/b.csv",
    }


@pytest.fixture
def answered() -> set[str]:
    """Every path that a route answers."""
    paths = {SOURCE.sub(r"\1{source_id}", path) for pattern, _ in ROUTES for path in expanded(pattern)}
    return {path for path in paths if not any(re.fullmatch(one, path) for one in UNSAID)}


async def test_the_description_names_every_address_and_no_other(get: Get, answered: set[str]) -> None:
    document: dict[str, Any] = (await get("/openapi.json")).json()
    described = set(document["paths"])
    assert answered - described == set()
    assert described - answered == set()


async def test_every_picture_comes_in_three_formats(get: Get) -> None:
    paths = set((await get("/openapi.json")).json()["paths"])
    drawn = {path.removesuffix(".svg") for path in paths if path.endswith(".svg")}
    assert len(drawn) >= 8
    assert {f"{path}.{ending}" for path, ending in product(drawn, ("svg", "png", "csv"))} <= paths
