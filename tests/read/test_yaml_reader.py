from pathlib import Path

import pytest

from ingest.read.yaml_reader import read


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "file.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_values_keep_the_meaning_that_contributors_have_in_mind(tmp_path: Path) -> None:
    document = read(written(tmp_path, "day: 2016-11-03\nratio: 1:6\nanswer: no\nyear: 2016\nshare: -1.4\nempty:\n"))
    assert document.data == {
        "day": "2016-11-03",
        "ratio": "1:6",
        "answer": "no",
        "year": 2016,
        "share": -1.4,
        "empty": None,
    }


def test_each_value_has_its_line_and_column(tmp_path: Path) -> None:
    document = read(written(tmp_path, "impacts:\n  - outcome: cost\n    value: 5\n"))
    assert document.place(("impacts", 0, "value")) == (3, 12)
    assert document.place(("impacts", 0, "missing")) == (2, 5)


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("a: 1\nb: [1, 2\n", "yaml-syntax", 2),
        ("a: 1\na: 2\n", "duplicate-key", 2),
        ("a: !!python/object/apply:os.system [ls]\n", "tag", 1),
        ("a: !!binary aGk=\n", "tag", 1),
        ("a: &x [1]\nb: *x\n", "alias", 1),
        ("a: 1\nb: \x07\n", "unseen-character", 2),
        (b"a: 1\nb: \xff\n", "not-utf-8", 2),
        ("a: " + "[" * 60 + "]" * 60, "too-deep", 1),
        ("a: " + "x" * 1_000_001, "too-large", 1),
        ("--- 1\n--- 2\n", "yaml-syntax", 2),
        ("a: 1\nb: " + "9" * 5000, "number-too-long", 2),
        ("a: !!int many\n", "tag", 1),
        ("a: 1\n? [b, c]\n: 2\n", "key", 2),
        ("a:\u00a0b\n", "unseen-character", 1),
        ("a: b\u202fc\n", "unseen-character", 1),
        ("a: b\nc: [d, ﬁnchley]\n", "set-letter", 2),
        ("a: b\nc: Jo\u0308nko\u0308ping\n", "set-letter", 2),
        ("a: “A title”\n", "curly-quotes", 1),
        ("a: b\nc: Ward #3 was first\n", "cut-off", 2),
    ],
)
def test_what_is_unsafe_or_broken_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, rule: str, line: int
) -> None:
    document = read(written(tmp_path, text))
    assert document.data is None
    assert [(p.rule, p.line) for p in document.problems] == [(rule, line)]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: 1\nb 2\nc: 3\n", (2, 1), "no colon"),
        ("a: MCP: the best\n", (1, 4), "a colon and a space inside a text"),
        ("a:\n  b: 1\n\tc: 2\n", (3, 1), "a tab"),
        ("a: 1\nb: 'x\nc: 2\n", (2, 4), "no quotation mark closes"),
        ("a: 'a scheme's own'\n", (1, 13), "the apostrophe here ends the text"),
        ("a: [b, c\nd: 2\n", (1, 4), "bracket that opens here"),
        ("a:\n  * b\n", (2, 3), "begins no item of a list"),
        ("a: @b\n", (1, 4), "can't begin with this"),
        ('a: "C:\\dir"\n', (1, 7), "backslash"),
        ("- a: 1\n b: 2\n", (2, 2), "one space further out"),
        ("- a: 1\nb: 2\n", (2, 1), "neither a new item"),
    ],
)
def test_slips_are_named_where_they_were_made(tmp_path: Path, text: str, place: tuple[int, int], message: str) -> None:
    (problem,) = read(written(tmp_path, text)).problems
    assert (problem.line, problem.column) == place
    assert message in problem.message
    assert problem.advice


def test_comments_and_quoted_number_signs_are_not_cut_off(tmp_path: Path) -> None:
    document = read(written(tmp_path, "a: 1  # a comment\nb: 'Ward #3'\nc: |\n  Bed #4\n#d: 5\n"))
    assert document.data == {"a": 1, "b": "Ward #3", "c": "Bed #4\n"}


def test_files_of_windows_editors_are_read(tmp_path: Path) -> None:
    assert read(written(tmp_path, "\ufeffa: 1\r\nb: 2\r\n")).data == {"a": 1, "b": 2}


def test_all_duplicate_keys_and_tags_are_listed(tmp_path: Path) -> None:
    document = read(written(tmp_path, "a: 1\na: 2\nb: !x 3\nc:\n  d: 1\n  d: 2\n"))
    assert [(p.rule, p.line) for p in document.problems] == [("duplicate-key", 2), ("tag", 3), ("duplicate-key", 6)]


def test_a_file_that_cannot_be_read_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    assert read(tmp_path / "none.yml").problems[0].rule == "unreadable"


def test_an_empty_file_has_no_data(tmp_path: Path) -> None:
    assert read(written(tmp_path, "")).data is None


@pytest.mark.parametrize(
    "title",
    [
        "> 65s at home",
        ">65s at home",
        "[Pilot] service",
        "{Pilot} x",
        "- who",
        "? who",
        "| pipe",
        "@ home",
        "% of",
        "& co",
        "* star",
        "! now",
        "`x` y",
    ],
)
@pytest.mark.parametrize(
    "place", ["title: {}\nsummary: b\n", "kind: a\ntitle: {}\n", "a:\n  - title: {}\n    what: b\n"]
)
def test_a_text_that_begins_with_a_sign_gets_the_advice_to_quote(tmp_path: Path, title: str, place: str) -> None:
    (problem,) = read(written(tmp_path, place.format(title))).problems
    assert "quotes" in problem.advice
    line = place.format(title).split("\n")[problem.line - 1]
    assert "title: " in line


def test_accents_that_no_letter_holds_and_quotes_inside_a_text_stay(tmp_path: Path) -> None:
    text = "a: q\u0302 and “b” too\nb: '“c”'\nc: Jönköping\nd: >\n  folded\ne: [f, g]  # h\n"
    assert read(written(tmp_path, text)).problems == ()
