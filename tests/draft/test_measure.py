from collections import Counter
from pathlib import Path

from ingest.draft.finding.finder import Finder
from ingest.draft.measure import Measured, is_held_out, measure
from ingest.read.load import load
from tests.samples import entry, write_base

TEXT = f"""1 Care in Sampleton 1

2 Emergency admissions fell by 12% in the Sampleton Alliance, which has nine GP practices. 2

3 {"What nobody counted. " * 12}Bed days rose by 4%. It has 30 beds. 3
"""
AT = {"source": "leaflet-2016", "at": "slide 2"}
IMPACT = {
    "outcome": "emergency-admissions", "direction": "decrease", "measure": "change", "value": -12, "unit": "percent",
    "basis": "reported", "design": "not-stated", "about": ["mcp"], "cite": AT,
}  # fmt: skip


def test_drafts_are_held_against_the_entries_of_a_base(tmp_path: Path, finder: Finder) -> None:
    figures = [
        {"value": 9, "unit": "practices", "what": "practices", "cite": AT},
        {"value": 30, "unit": "beds", "what": "beds of another slide", "cite": AT},
    ]
    told = entry(
        title="Sampleton Alliance: practices together", impacts=[IMPACT], figures=figures, population=[], contract=None
    )
    root = write_base(tmp_path / "entries", sampleton_alliance=told)
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "leaflet-2016.txt").write_text(TEXT)
    base = load(root)
    assert base.problems == ()
    measured = measure(base, texts, finder)
    total = measured.total
    shares = {
        key: (total[f"{key} right"], total[key]) for key in ("figures", "proposed", "impacts", "basis", "schemes")
    }
    assert shares == {"figures": (2, 3), "proposed": (3, 4), "impacts": (1, 1), "basis": (1, 1), "schemes": (1, 1)}
    assert shares.keys() < measured.as_json()["all"].keys()
    assert "drafts: 1 documents, 0 of them held out" in str(measured)


def test_a_quarter_of_the_sources_is_for_measuring_only() -> None:
    held = [name for name in map("source-{}".format, range(400)) if is_held_out(name)]
    assert 80 <= len(held) <= 120
    counts = {name: Counter({"figures": 1, "figures right": 1}) for name in ("source-1", held[0])}
    measured = Measured(counts)
    assert (measured.total["figures"], measured.held_out["figures"]) == (2, 1)
