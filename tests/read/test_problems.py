import json

import pytest

from ingest.read.problems import Problem, as_github, as_json, as_text

PROBLEM = Problem(
    "entries/a.yml", 3, 5, "error", "unknown-term", "'mpc' is not a term", "mpc", ("mcp", "pacs"), "fix it"
)


def test_text_names_place_severity_rule_nearest_allowed_and_advice() -> None:
    assert as_text([PROBLEM]) == (
        "entries/a.yml:3:5: error[unknown-term] 'mpc' is not a term; did you mean 'mcp'?; allowed: mcp, pacs; fix it; "
        "see docs/rules/unknown-term.md"
    )


def test_a_list_of_allowed_values_that_nobody_would_read_is_left_out() -> None:
    allowed = tuple(f"value-{number}" for number in range(40))
    assert str(Problem("a.yml", 1, 1, "error", "rule", "wrong", "zzz", allowed, "look there")) == (
        "a.yml:1:1: error[rule] wrong; look there"
    )


def test_json_carries_every_part() -> None:
    assert json.loads(as_json([PROBLEM]))[0]["allowed"] == ["mcp", "pacs"]


def test_github_form_escapes_what_would_end_the_command() -> None:
    line = as_github([Problem("a.yml", 1, 2, "warning", "rule", "100 %\nbad")])
    assert line == "::warning file=a.yml,line=1,col=2,title=rule::100 %25%0Abad"


@pytest.mark.parametrize(
    ("found", "allowed", "meant"),
    [
        ("description", ("questions", "summary", "title"), ""),
        ("tags", ("status", "title"), ""),
        ("sumary", ("questions", "summary", "title"), "summary"),
        ("titel", ("summary", "title"), "title"),
        ("mpc", ("mcp", "pacs"), "mcp"),
        ("organisatons", ("organisations",), "organisations"),
        ("id", ("in",), ""),
    ],
)
def test_only_what_is_near_is_suggested(found: str, allowed: tuple[str, ...], meant: str) -> None:
    said = str(Problem("a.yml", 1, 1, "error", "rule", "wrong", found, allowed))
    assert (f"did you mean {meant!r}?" in said) if meant else ("did you mean" not in said)
