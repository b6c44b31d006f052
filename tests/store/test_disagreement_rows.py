from typing import Any

from ingest.store.disagreement_rows import disagreement_rows

Row = dict[str, Any]


def impact(entry: str, effect: str, **changes: object) -> Row:
    aspects = dict.fromkeys(("population", "baseline", "comparator_name", "period"))
    fixed = {"outcome": "cost", "basis": "observed", "design": "survey", "source": "a"}
    return {"id": f"{entry}-{effect}", "entry": entry, "effect": effect, **aspects, **fixed, **changes}


def link(entry: str, slug: str, relation: str = "mentions", note: str | None = None) -> Row:
    return {"entry": entry, "slug": slug, "relation": relation, "note": note}


def test_related_entries_whose_results_differ_disagree_once() -> None:
    impacts = [impact("one", "good", period="2015"), impact("two", "none", source="b")]
    found = disagreement_rows(impacts, [link("one", "two"), link("two", "one")])
    assert [(row["impact"], row["other_impact"], row["differs_in"]) for row in found] == [
        ("one-good", "two-none", "period, source")
    ]


def test_results_within_an_entry_can_disagree() -> None:
    found = disagreement_rows([impact("one", "good"), impact("one", "bad")], [])
    assert [(row["entry"], row["other_entry"]) for row in found] == [("one", "one")]


def test_targets_unclear_results_other_outcomes_and_strangers_do_not_disagree() -> None:
    impacts = [
        impact("one", "good"),
        impact("two", "bad", basis="target"),
        impact("two", "unclear"),
        impact("two", "none", outcome="access"),
        impact("three", "bad"),
    ]
    assert disagreement_rows(impacts, [link("one", "two")]) == []


def test_a_declared_disagreement_is_kept_with_its_note() -> None:
    related = [link("one", "two", "disagrees-with", "50 or 37"), link("two", "one", "disagrees-with", "50 or 37")]
    assert disagreement_rows([], related) == [{"id": 1, "entry": "one", "other_entry": "two", "note": "50 or 37"}]
