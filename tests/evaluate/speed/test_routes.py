"""The bench over all routes asks every route, and tells what is over a limit."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from datasette.app import Datasette

from ingest.contribute.form.opening import opened
from ingest.evaluate.speed.addresses import addresses
from ingest.evaluate.speed.posts import SETTINGS, posts
from ingest.evaluate.speed.routes import FINE, Asked, Found, report
from kb.site import budget, instance
from kb.site.routes import ROUTES
from tests.publishing import site
from tests.samples import write_base


@pytest.fixture
def served(published: Path, monkeypatch: pytest.MonkeyPatch) -> Datasette:
    """The site, with all the time that a busy machine may take for a query."""
    monkeypatch.setattr(budget, "SQL_SECONDS", 600.0)
    for name in ("sql_time_limit_ms", "facet_time_limit_ms"):
        monkeypatch.setitem(instance.SETTINGS, name, 600_000)
    return site(published)


def test_every_route_of_the_site_is_asked(published: Path) -> None:
    """A new page gets an address in `ingest/evaluate/speed/addresses.py`, at its longest."""
    paths = [unquote(one.partition("?")[0]) for one in addresses(published)]
    assert [route for route, _ in ROUTES if not any(re.match(route, path) for path in paths)] == []


async def test_every_address_is_answered(published: Path, served: Datasette) -> None:
    asked = addresses(published)
    assert len(set(asked)) == len(asked)
    # Whether what is published is a version with a manifest is not asked here.
    answers = {one: (await served.client.get(one)).status_code for one in asked if one != "/-/readyz"}
    assert {one: status for one, status in answers.items() if status not in FINE} == {}


async def test_what_can_be_posted_is_answered(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    open_site = site(published, {"plugins": opened(write_base(tmp_path / "entries"))})
    for one in posts(published):
        headers = {"content-type": one.content_type, "accept": "application/json, text/event-stream"}
        answer = await open_site.client.post(one.path, content=one.body, headers=headers)
        # On a busy machine the form may say that checking so much takes too long.
        assert answer.status_code in {200, 413}, one.name
        assert '"isError":true' not in answer.text, one.name


def test_what_is_over_a_limit_is_told() -> None:
    alone = tuple(float(number) for number in range(10, 20))
    fine = Asked("/fine", 200, (0.1, 3.0), 1000, 3.0, alone)
    bad = Asked("/bad", 404, (2.5, 2.5, 0.1), 65_000_000, 64.5, tuple(one + 301 for one in alone))
    unknown = Asked("/unknown", 200, (0.1,), 1, None, alone)
    found = Found((fine, bad, unknown), alone)
    assert [found.over(one) for one in found.asked] == [(), ("status 404", "time", "bytes", "memory", "delay"), ()]
    text = report(found)
    assert text.splitlines()[1].startswith("/bad")
    assert "1 of 3 are over" in text
