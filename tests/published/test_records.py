import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from kb.published.labels import read_labels
from kb.published.record_types import ImpactRecord
from kb.published.records import EntryRecord, read_all, read_entries, read_entry
from kb.published.summary import weigh
from kb.synthesis.disagreements import disagreements
from tests.publishing import publish
from tests.samples import entry, write_base


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    root = tmp_path_factory.mktemp("records")
    folder = write_base(root / "entries", sampleton_mcp=entry(), other_place=entry(title="Another place entirely"))
    return sqlite3.connect(publish(folder, root / "kb.db"))


@pytest.fixture
def sample(connection: sqlite3.Connection) -> EntryRecord:
    found = read_entry(connection, "sampleton-mcp")
    assert found is not None
    return found


def test_an_entry_is_read_whole(sample: EntryRecord) -> None:
    assert sample.title == "Sampleton community provider"
    assert sample.care_models == ("mcp",)
    assert sample.contract_types == ("capitated",)
    assert sample.populations[0].size == 97000
    assert (sample.impacts[0].source, sample.impacts[0].at) == ("leaflet-2016", "slide 3")
    assert [source.id for source in sample.sources] == ["leaflet-2016"]
    assert [organisation.role for organisation in sample.organisations] == ["commissioner"]


def test_entries_come_in_the_order_asked_for(connection: sqlite3.Connection) -> None:
    asked = ["sampleton-mcp", "nope", "other-place", "sampleton-mcp"]
    assert [found.slug for found in read_entries(connection, asked)] == ["sampleton-mcp", "other-place"]
    assert [found.slug for found in read_all(connection)] == ["other-place", "sampleton-mcp"]
    assert read_entries(connection, []) == ()
    assert read_entry(connection, "'; drop table entries; --") is None


def test_labels_stand_for_themselves_where_a_term_is_unknown(connection: sqlite3.Connection) -> None:
    labels = read_labels(connection)
    assert labels.label("effects", "none") == "No clear effect"
    assert labels.label("effects", "very-new") == "Very new"
    assert labels.label("effects", None) == ""
    assert labels.term("study_designs", "randomised-trial").level == 5


@pytest.mark.parametrize(
    ("impacts", "answer"),
    [
        ([], "nothing"),
        ([{"basis": "target"}], "not-measured"),
        ([{"strength": 0}], "too-little"),
        ([{"strength": None}], "too-little"),
        ([{"strength": 1}], "good"),
        ([{"strength": 1}, {"strength": 3, "effect": "bad"}], "differ"),
        ([{"strength": 2, "effect": "none"}, {"strength": 0, "effect": "good"}], "none"),
        ([{"strength": 2, "effect": "bad"}, {"basis": "projection", "effect": "good"}], "bad"),
    ],
)
def test_the_answer_rests_on_comparisons_and_is_never_an_average(
    sample: EntryRecord, impacts: list[dict[str, object]], answer: str
) -> None:
    claims = [_impact(sample, claim=f"sample#{number}", **changes) for number, changes in enumerate(impacts)]
    assert weigh(claims).answer == answer


def test_a_claim_counts_once_however_often_it_is_told(sample: EntryRecord) -> None:
    other = _impact(sample, id="other-place-0")
    assert other.told_elsewhere
    assert weigh([sample.impacts[0], other]).results == {"good": 1}


def test_a_level_counts_and_has_no_effect(sample: EntryRecord) -> None:
    found = weigh([_impact(sample, effect=None, measure="level")])
    assert (found.levels, found.results, found.total, found.answer) == (1, {}, 1, "too-little")


@pytest.mark.parametrize(("strength", "tone"), [(1, "plain"), (3, "good")])
def test_weak_evidence_carries_no_colour(sample: EntryRecord, strength: int, tone: str) -> None:
    assert weigh([_impact(sample, strength=strength)]).tone == tone


def test_targets_are_counted_apart_from_results(sample: EntryRecord) -> None:
    reported = _impact(sample, claim="sample#told", basis="reported")
    found = weigh([_impact(sample), reported, _impact(sample, claim="sample#aim", basis="target", effect=None)])
    assert found.results == {"good": 2}
    assert found.claims == 1
    assert found.unmeasured == {"target": 1}


def _impact(sample: EntryRecord, **changes: object) -> ImpactRecord:
    return replace(sample.impacts[0], **changes)  # type: ignore[arg-type]


def test_results_that_agree_are_no_disagreement(sample: EntryRecord) -> None:
    assert disagreements(sample, [sample]) == ()


def test_results_against_each_other_are_named_with_what_differs(sample: EntryRecord) -> None:
    other = replace(sample, slug="other", impacts=(_impact(sample, effect="bad", design="matched-control"),))
    found = disagreements(sample, [other])
    assert [side.entry.slug for side in found[0].sides] == ["sampleton-mcp", "other"]
    assert found[0].differs_in == ("design",)


def test_a_target_disagrees_with_nothing(sample: EntryRecord) -> None:
    other = replace(sample, slug="other", impacts=(_impact(sample, effect="bad", basis="target"),))
    assert disagreements(sample, [other]) == ()


def test_the_database_is_a_file_that_anybody_can_open(tmp_path: Path) -> None:
    path = publish(write_base(tmp_path / "entries"), tmp_path / "kb.db")
    assert len(read_all(sqlite3.connect(path))) == 1
