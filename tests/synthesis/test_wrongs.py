"""What counts as gone wrong: schemes that failed or were turned down, and never one that has only ended."""

import sqlite3

import pytest

from kb.synthesis.subjects import subjects_of
from kb.synthesis.topic_facts import EntryCard
from kb.synthesis.wrongs import Among, read_wrongs
from tests.synthesis.claims import LABELS

NO_LINKS = "create table claim_links (claim text, other_claim text, note text, relation text)"


def card(status: str) -> EntryCard:
    return EntryCard(
        "a", "programme", "A programme", "It was.", status, "2018-03", None, None, None, None, None, "2018"
    )


@pytest.mark.parametrize(
    ("status", "kinds"),
    [("failed", ["Failed"]), ("unsuccessful-bid", ["Bid turned down"]), ("ended", []), ("in-progress", [])],
)
def test_a_scheme_that_ended_has_not_gone_wrong_by_that(status: str, kinds: list[str]) -> None:
    subjects = subjects_of([("settings", "care-home")], LABELS)
    assert subjects
    with sqlite3.connect(":memory:") as connection:
        connection.execute(NO_LINKS)
        found = read_wrongs(connection, Among(subjects, [card(status)], []), LABELS)
    assert [one.kind for one in found] == kinds
