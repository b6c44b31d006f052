import json

from ingest.tag.mention import Mention
from ingest.tag.table import as_table, to_json

FELL = Mention(0, 10, "admissions", "outcomes", "emergency-admissions", "synonym", "no-evidence-of-change", True)


def test_a_table_has_the_text_and_a_line_a_mention() -> None:
    assert as_table(["admissions did not fall"], [[FELL]]).splitlines() == [
        "admissions did not fall",
        "  text        vocabulary  term                  direction                        found by",
        "  admissions  outcomes    emergency-admissions  no-evidence-of-change (negated)  synonym",
    ]


def test_a_text_without_mentions_says_so() -> None:
    assert as_table(["Hello."], [[]]) == "Hello.\n  nothing found"


def test_json_gives_a_list_a_text() -> None:
    found = json.loads(to_json([[FELL], []]))
    assert found[0][0]["negated"] is True
    assert found[1] == []
