"""A small published base: good, bad, withdrawn and bare entries, and one that tries to break every page."""

from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from tests.publishing import publish, site
from tests.samples import CITE, ENTRY, entry, write_base, write_entry

MARKUP = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'&{{ 7 * 7 }}"
QUESTIONS = [f"{MARKUP} is this {word}?" for word in ("safe", "sound", "shown")]
BAD = {
    "outcome": "emergency-admissions",
    "direction": "increase",
    "about": [],
    "measure": "difference",
    "value": 12,
    "unit": "percent",
    "basis": "observed",
    "design": "matched-control",
    "comparator": {"name": "matched patients elsewhere", "value": 2},
    "interval": {"low": 3, "high": 21, "level": 95},
    "cite": CITE,
}
TARGET = {"outcome": "cost", "direction": "decrease", "measure": "change", "value": -5, "unit": "percent", "basis": "target",
          "design": "description", "cite": CITE}  # fmt: skip


def contrasting() -> dict[str, Any]:
    """A case study that failed, with a result against that of the sample entry."""
    return entry(
        kind="case-study",
        title="Otherton team that raised admissions",
        status={"state": "failed", "as_of": "2017-03"},
        settings=["care-home"],
        impacts=[BAD, TARGET],
        figures=[{"value": -0.82, "unit": "percent", "what": '=HYPERLINK("http://x","wombat") fund', "cite": CITE}],
        related=[{"slug": "sampleton-mcp", "relation": "contrasts-with", "note": "The other way round."}],
    )


def bare() -> dict[str, Any]:
    """An entry of which hardly anything is known."""
    empty = dict.fromkeys(
        ("place", "organisations", "population", "contract", "contacts", "impacts", "milestones", "figures", "lessons",
         "not_stated", "care_models", "settings", "population_groups")
    )  # fmt: skip
    return entry(title="Nothing much is known here", **empty)


def hostile() -> dict[str, Any]:
    """An entry with markup in every text, and a title of the greatest length."""
    return entry(
        title=(MARKUP * 9)[:300],
        summary=f"{MARKUP} summary",
        status={"state": "planned", "as_of": "2016-11"},
        place={**ENTRY["place"], "name": MARKUP},
        organisations=[{"name": MARKUP, "role": "provider"}],
        population=[{"size": 5, "counts": MARKUP, "group": "whole-population", "note": MARKUP, "cite": hostile_cite()}],
        contract={
            "types": ["capitated"],
            "stage": MARKUP,
            "duration": MARKUP,
            "values": [{"amount": 1, "currency": "GBP", "what": MARKUP, "period": MARKUP, "cite": hostile_cite()}],
            "terms": [{"text": MARKUP, "cite": hostile_cite()}],
        },
        contacts=[
            {"name": MARKUP, "email": "a\"><b>@c.org", "role": MARKUP, "as_of": "2016-11", "cite": hostile_cite()}
        ],
        impacts=[{**BAD, "unit": "percent", "population": MARKUP, "period": MARKUP, "note": MARKUP,
                  "comparator": {"name": MARKUP, "value": 2}, "cite": hostile_cite()}],
        milestones=[{"date": "2016", "what": MARKUP, "state": "happened", "cite": hostile_cite()}],
        figures=[{"value": 1, "unit": "practices", "what": MARKUP, "note": MARKUP, "cite": hostile_cite()}],
        lessons=[{"text": MARKUP, "cite": hostile_cite()}],
        questions=QUESTIONS,
        not_stated=[{"field": MARKUP, "note": MARKUP}],
        related=[{"slug": "sampleton-mcp", "relation": "mentions", "note": MARKUP}],
    )  # fmt: skip


def hostile_cite() -> dict[str, str]:
    """A citation whose place holds markup."""
    return {"source": "leaflet-2016", "at": MARKUP}


def withdrawn() -> dict[str, Any]:
    """An entry that no longer counts."""
    gone = {"on": "2026-11-20", "reason": "The source was retracted.", "successor": "sampleton-mcp"}
    return entry(title="Withdrawn trial of Sampleton", withdrawn=gone)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small base, published."""
    root = tmp_path_factory.mktemp("pages")
    entries = {
        "sampleton_mcp": entry(),
        "bare_entry": bare(),
        "hostile_entry": hostile(),
        "withdrawn_trial": withdrawn(),
    }
    folder = write_base(root / "entries", **entries)
    write_entry(folder, "otherton-team", contrasting(), "case-studies")
    return publish(folder, root / "out" / "kb.db")


@pytest.fixture(scope="session")
def served(database: Path) -> Datasette:
    """The small base, served with the settings of a public instance."""
    return site(database)
