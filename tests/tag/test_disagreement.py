"""Where texts and claims differ, a warning says so; nothing is changed."""

from pathlib import Path

from ingest.read.load import load
from ingest.tag import disagreements, texts
from ingest.tag.tagger import Tagger
from tests.samples import entry, write_base


def test_a_term_in_the_summary_that_is_not_claimed_is_warned_about(tagger: Tagger, tmp_path: Path) -> None:
    base = load(
        write_base(
            tmp_path / "entries", bonded=entry(summary="A social impact bond paid for it. A social impact bond is new.")
        )
    )
    [(slug, bonded)] = base.entries.items()
    fields = texts(bonded)
    mentions = dict(zip([field for field, _ in fields], tagger.tag(text for _, text in fields), strict=True))
    warnings = [
        problem for problem in disagreements(bonded, mentions, base.documents[slug]) if "bond" in problem.message
    ]
    [warning] = warnings
    assert warning.severity == "warning"
    assert warning.rule == "term-not-claimed"
    assert warning.line == base.documents[slug].place(("summary",))[0]
    assert "contract.types" in warning.message


def test_a_term_named_in_passing_is_not_warned_about(tagger: Tagger, tmp_path: Path) -> None:
    passing = entry(summary="Practices work together, unlike those with a social impact bond.")
    base = load(write_base(tmp_path / "entries", passing=passing))
    mentions = {"summary": tagger.tag([base.entries["passing"].summary])[0]}
    assert disagreements(base.entries["passing"], mentions, base.documents["passing"]) == []
