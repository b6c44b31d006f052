"""What beginners write instead of YAML: each slip is named for what it is, at its place, with what to do."""

import pytest

from ingest.read.yaml_reader import read_text

BEGUN = "kind: finding\ntitle: Riverside\n"
SLIPS = (
    ("status:\n\tstate: planned\n  as_of: 2016\n", (4, 1), "a tab stands here"),
    ("status:\n\tstate: planned\n\tas_of: 2016\n", (4, 1), "a tab stands here"),
    ("care_models:\n\t- mcp\n", (4, 1), "a tab stands here"),
    ("care_models:\n-\tmcp\n- pacs\n", (4, 2), "a tab stands here"),
    ("summary:One team\nplace: x\n", (3, 1), "no space stands after the colon"),
    ("impacts:\n  - value:-15\n    unit: x\n", (4, 5), "no space stands after the colon"),
    ("lessons:\n  - {cite: {source: a, at: page 1: para 2}}\n", (4, 28), "a colon in a text between braces"),
    ("status:\n  state: planned\n   as_of: 2016\n", (5, 4), "one space further in"),
    ("status:\n  state: planned\n as_of: 2016\n", (5, 2), "one space further out"),
    ("care_models:\n• mcp\n• pacs\nsettings: x\n", (5, 1), "begins no item of a list"),
    ("care_models:\n– mcp\n– pacs\nsettings: x\n", (5, 1), "begins no item of a list"),
    ("status:\n  state = implemented\n  as_of: 2016\n", (4, 3), "an equals sign stands where a colon belongs"),
    ("lessons:\n  - text: [matched] patients were seen\n", (4, 11), "a text can't begin with ["),
    ("<<<<<<< HEAD\ntitle: x\n=======\ntitle: y\n>>>>>>> b\n", (3, 1), "the mark of a conflict"),
    ("summary: Costs: high\n", (3, 10), "cut it in two"),
    ("summary\nplace: x\n", (3, 1), "there is no colon after the field's name summary"),
    ("questions:\n  - Who asks?\nWho else asks\n", (5, 1), "this line is no field"),
    ("summary: One team of\nfour nurses\nplace: x\n", (4, 1), "this line is no field"),
    ("care_models:\n1. mcp\n2. pacs\nsettings: x\n", (5, 1), "a number stands here"),
    ("// what it is\nplace: x\n", (3, 1), "this is no comment"),
    ("summary： One team\nplace: x\n", (3, 8), "only looks like a colon"),
    ("'place:'\n  name: x\n", (3, 1), "inside the quotation marks"),
    ("summary: 'The team's plan'\n", (3, 19), "the apostrophe here ends the text"),
    ('summary: "The "best" plan"\n', (3, 15), "the quotation mark here ends the text"),
    ("care_models: ['mcp, pacs]\nplace: x\n", (3, 15), "no quotation mark closes"),
    ("population: x\nimpacts:\n  - value: >10\n    unit: x\n", (5, 12), "a number can't begin with >"),
    ("status:\n    state: planned\n  as_of: 2016\n", (5, 3), "2 spaces further out"),
    ("status:\n  state: planned\n      as_of: 2016\n", (5, 7), "4 spaces further in"),
    ('summary: "C:\\Users"\n', (3, 15), "a backslash between double quotes"),
    ("place: x\n...\nsettings: y\n", (5, 1), "what follows the line with ..."),
    ("status :planned\nplace: x\n", (3, 1), "the colon stands beside the value"),
    ("summary: @home\n", (3, 10), "a text can't begin with this character"),
    ("population: [{size: 41.300}]\n", (3, 21), "41.300 is read as 41.3"),
)


@pytest.mark.parametrize(("text", "place", "says"), SLIPS)
def test_a_slip_is_named_at_its_place(text: str, place: tuple[int, int], says: str) -> None:
    problem = read_text(BEGUN + text, "riverside.yml").problems[0]
    assert says in problem.message
    assert (problem.line, problem.column) == place
    assert problem.advice


@pytest.mark.parametrize(
    "text", ["summary: at 10:30 on Monday\n", "url: https://example.org\n", "summary: a=b\n", "title: a – b\n"]
)
def test_what_only_looks_like_a_slip_is_read(text: str) -> None:
    assert read_text("kind: finding\n" + text, "riverside.yml").problems == ()


LETTERS = (
    ("summary: Sampl\u0435ton\n", (3, 15), "twin-letter", "cyrillic small letter ie"),
    ("summary: S\u03b1mpleton\n", (3, 11), "twin-letter", "greek small letter alpha"),
    ("t\u0456tle: Sampleton\n", (3, 2), "twin-letter", "cyrillic"),
    ("summary: Itâ€™s cheap\n", (3, 12), "broken-letter", "type ’"),
    ("summary: Â£20m\n", (3, 10), "broken-letter", "type £"),
    ("summary: CafÃ© at noon\n", (3, 13), "broken-letter", "type é"),
    ("summary: one \ufffd two\n", (3, 14), "broken-letter", "what the source prints"),
)


@pytest.mark.parametrize(("text", "place", "rule", "says"), LETTERS)
def test_letters_that_only_look_right_are_told(text: str, place: tuple[int, int], rule: str, says: str) -> None:
    problem = read_text(BEGUN + text, "riverside.yml").problems[0]
    assert (problem.rule, problem.line, problem.column) == (rule, *place)
    assert says in str(problem)


@pytest.mark.parametrize(
    "text", ["IFN\u03b3 and 5 \u03bcg of it", "Łódź, Ørsted and Jönköping", "naïve, £20, café — fine", "Мир и труд"]
)
def test_letters_of_other_languages_are_letters(text: str) -> None:
    assert read_text(f"kind: finding\nsummary: {text}\n", "riverside.yml").problems == ()
