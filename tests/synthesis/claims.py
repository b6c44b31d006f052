"""Claims made up for tests of what is said of them."""

from dataclasses import fields
from typing import Any

from kb.published.claims import ClaimRecord
from kb.published.labels import Labels, Term
from kb.published.record_types import ImpactRecord
from tests.samples import BASE

LABELS = Labels(
    BASE,
    {
        "outcomes": {
            "emergency-admissions": Term("emergency-admissions", "Emergency admissions", "Into hospital at short notice."),
            "cost": Term("cost", "Cost", "What it costs."),
        },
        "study_designs": {
            "matched-control": Term("matched-control", "Matched control", "Against people who are alike."),
            "before-after": Term("before-after", "Before and after", "Against an earlier time."),
        },
        "contract_types": {"alliance": Term("alliance", "Alliance contract", "One contract that binds all.")},
        "settings": {"care-home": Term("care-home", "Care home", "Where people live and get care.")},
    }
)  # fmt: skip
Columns = dict[str, Any]
FELL: Columns = {"direction": "decrease", "effect": "good"}
ROSE: Columns = {"direction": "increase", "effect": "bad"}
NONE: Columns = {"direction": "no-evidence-of-change", "effect": "none"}
LEVEL: Columns = {"direction": "not-stated", "effect": None}
CLAIMED: Columns = {"basis": "reported", "design": "not-stated", "strength": None}
HOPE: Columns = {"basis": "target", "design": "description", "strength": 0, "effect": None, "direction": "decrease"}


def claim(entry: str = "a-study", **impact: Any) -> ClaimRecord:  # noqa: ANN401 - columns of an impact
    """Give a claim: a result of a matched study on emergency admissions, unless said otherwise."""
    given: Columns = {
        "outcome": "emergency-admissions", "basis": "observed", "design": "matched-control", "strength": 3, "source": "s",
        "at": "page 1", "position": 0, **FELL, **impact,
    }  # fmt: skip
    values: Columns = {column.name: given.get(column.name.rstrip("_")) for column in fields(ImpactRecord)}
    record = ImpactRecord(**values)
    return ClaimRecord(
        f"{entry}#{id(record)}", entry, f"Title of {entry}", "finding", None, "2019", "whole", 1, 1, record
    )
