import json

from ingest.evaluate.speed.goals import GOALS, results
from ingest.evaluate.speed.report import SearchFigures, as_json, as_text
from ingest.evaluate.speed.timing import Times


def times(*rounds: dict[str, list[float]]) -> Times:
    found = Times()
    for number, timed in enumerate(rounds):
        if number:
            found.start_round()
        for name, values in timed.items():
            for value in values:
                found.add(name, value)
    return found


def test_the_report_has_a_row_for_every_goal_measured_or_not() -> None:
    found = results({"real_p50": 1.5, "check": 4.0, "disk": 2500.0})
    text, content = as_text([], found), as_json([], found)
    assert [goal["name"] for goal in content["goals"]] == [goal.name for goal in GOALS]
    assert all(goal.what in text for goal in GOALS)
    assert {goal["name"]: goal["met"] for goal in content["goals"] if goal["value"]} == {
        "real_p50": True,
        "check": False,
        "disk": None,
    }
    assert text.count("not measured") == len(GOALS) - 3
    json.dumps(content)


def test_multiples_compare_within_a_round() -> None:
    # The second round ran while the machine was twice as slow.
    measured = times({"encode": [4, 5, 6], "whole": [8, 10, 12]}, {"encode": [8, 10, 12], "whole": [16, 20, 24]})
    assert measured.multiple_p50("whole", "encode") == 2
    assert measured.p50("whole") == 15
    assert measured.above("whole", "encode") == 7.5


def test_a_line_of_the_table_of_searches() -> None:
    took = {"reference": 6.0, "encode": 5.0, "keyword": 1.0, "meaning": 2.0, "search": 10.0}
    one = {name: [value] * 3 for name, value in took.items()}
    figures = SearchFigures.of("real", 3000, 0.1, times({**one, "whole": [12.0] * 3}))
    assert (figures.rest, figures.multiple_p50, figures.multiple_p95) == (2.0, 2.0, 2.0)
    assert "real" in as_text([figures], results({}))
