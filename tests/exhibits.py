"""A small base with what pages and exports must cope with: good and bad news, silence, withdrawal, hostile text."""

from pathlib import Path
from typing import Any

from tests.publishing import publish
from tests.samples import CITE, SOURCE, entry, write_base, write_entry

MARKUP = """<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7 * 7 }} & 'quotes' \\ % # $ _ ~ ^ [x](y) | *"""
FORMULA = '=HYPERLINK("http://example.org","click")'
LONG_TITLE = f"{MARKUP} {'A very long title about joined-up care ' * 9}"[:300].strip()
HOSTILE_CITE = {"source": "hostile-source", "at": f"slide 1 {MARKUP}"}
HOSTILE_SOURCE = {
    **SOURCE,
    "title": f"A source {MARKUP}",
    "authors": [f"Writer {MARKUP}"],
    "publisher": f"Publisher {MARKUP}",
    "limits": f"Limits {MARKUP}",
    "url": "https://example.org/a?b=1&c=<d>",
}
TRIAL = {
    "outcome": "emergency-admissions",
    "direction": "increase",
    "about": [],
    "measure": "change",
    "value": 12,
    "unit": "percent",
    "basis": "observed",
    "design": "randomised-trial",
    "period": "2015/16",
    "comparator": {"name": "usual care", "value": 3.5},
    "interval": {"low": 2, "high": 22, "level": 95},
    "population": "residents of 40 homes",
    "cite": CITE,
}
TARGET = {
    "outcome": "bed-days",
    "direction": "decrease",
    "measure": "change",
    "value": -30,
    "value_to": -20,
    "unit": "percent",
    "basis": "target",
    "design": "description",
    "cite": CITE,
}


def _homes() -> dict[str, Any]:
    return entry(
        kind="case-study",
        title="Sampleton care homes, visited weekly by one nurse",
        summary="A nurse visits each care home every week. More residents went to hospital, not fewer.",
        care_models=["ehch"],
        impacts=[TRIAL, TARGET],
        population=[
            {"size": 400, "size_max": 500, "counts": "residents", "group": "care-home-residents", "cite": CITE}
        ],
        related=[{"slug": "sampleton-mcp", "relation": "contrasts-with", "note": "Fewer admissions there."}],
    )


def _quiet() -> dict[str, Any]:
    return entry(
        kind="finding",
        title="What is not known about night nurses",
        summary="The leaflet names night nurses and says nothing more.",
        care_models=[], settings=[], population_groups=[], place=None, organisations=[], population=[], contract=None,
        contacts=[], impacts=[], milestones=[], figures=[], lessons=[],
    )  # fmt: skip


def _withdrawn() -> dict[str, Any]:
    return entry(
        title="An earlier record of Sampleton",
        withdrawn={"on": "2026-11-20", "reason": "It was recorded twice.", "successor": "sampleton-mcp"},
    )


def _hostile() -> dict[str, Any]:
    cite = HOSTILE_CITE
    return entry(
        kind="finding",
        title=LONG_TITLE,
        summary=FORMULA,
        place={"name": f"Place {MARKUP}", "region": "london", "country": "england", "latitude": 51.5, "longitude": -0.1},
        organisations=[{"name": f"Organisation {MARKUP}", "role": "provider"}],
        population=[{"size": 1, "counts": FORMULA, "group": "whole-population", "note": MARKUP, "cite": cite}],
        contract={
            "types": ["capitated"],
            "stage": MARKUP,
            "values": [{"amount": -5, "currency": "GBP", "what": MARKUP, "period": MARKUP, "note": MARKUP, "cite": cite}],
            "duration": MARKUP,
            "terms": [{"text": f"+{MARKUP}", "cite": cite}],
        },
        contacts=[{"name": MARKUP, "phone": "+44 20 7946 0000", "role": MARKUP, "as_of": "2016-11", "cite": cite}],
        impacts=[{**TRIAL, "population": MARKUP, "note": f"@{MARKUP}", "period": MARKUP, "baseline": MARKUP,
                  "comparator": {"name": MARKUP}, "cite": cite}],
        milestones=[{"date": "2016", "what": MARKUP, "state": "happened", "cite": cite}],
        figures=[{"value": 3, "unit": "practices", "what": f"-{MARKUP}", "note": MARKUP, "cite": cite}],
        lessons=[{"text": f"1. {MARKUP}", "cite": cite}],
        questions=[f"What of {MARKUP} {number}?" for number in range(3)],
        not_stated=[{"field": MARKUP, "note": MARKUP}],
        related=[{"slug": "quiet-nights", "relation": "mentions", "note": MARKUP}],
        review={"last_checked": "2026-11-19", "by": MARKUP},
    )  # fmt: skip


def exhibit(folder: Path) -> Path:
    """Publish the exhibits and give the database."""
    root = folder / "entries"
    write_base(
        root,
        sampleton_mcp=entry(),
        sampleton_homes=_homes(),
        quiet_nights=_quiet(),
        old_sampleton=_withdrawn(),
        hostile_text=_hostile(),
    )
    write_entry(root, "hostile-source", HOSTILE_SOURCE, "sources")
    return publish(root, folder / "kb.db")
