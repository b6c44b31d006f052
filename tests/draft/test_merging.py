"""What a document tells twice is one fact, and what it tells without a name belongs to the scheme of its chapter."""

from ingest.draft.finding.facts import FactKind
from ingest.draft.finding.finder import Finder
from ingest.draft.reading.document import Block, BlockKind, Document
from tests.draft.found import facts, found


def test_a_figure_told_twice_is_one_fact_with_two_places(finder: Finder) -> None:
    figures = facts(finder, FactKind.FIGURE, "There are 12 GP practices.", "All 12 GP practices take part.")
    assert [len(figure.spots) for figure in figures] == [2]


def test_a_result_of_a_summary_and_of_a_chapter_is_one_with_all_that_belongs_to_it(finder: Finder) -> None:
    summary = "Emergency admissions fell by 9% in Sampleton."
    chapter = "Emergency admissions fell by 9%, compared with a rise of 12% in the rest of England."
    (impact,) = facts(finder, FactKind.IMPACT, summary, chapter)
    assert impact.fields["comparator"] == {"name": "rest of England", "value": 12}
    assert len(impact.spots) == 2
    other = "Emergency admissions fell by 9%, compared with a rise of 3% in similar areas."
    assert len(facts(finder, FactKind.IMPACT, chapter, other)) == 2


def test_what_a_summary_tells_without_a_name_is_of_the_scheme_whose_chapter_says_it(finder: Finder) -> None:
    blocks = (
        Block("A review of care in towns", BlockKind.HEADING, level=1),
        Block("In one of them, emergency admissions fell by 9%."),
        Block("Case study 1: Sampleton Together", BlockKind.HEADING, level=2),
        Block("Emergency admissions fell by 9% there."),
    )
    findings = finder.find(Document("a.txt", "chapter", blocks))
    told = [[fact for fact in unit if fact.kind == FactKind.IMPACT] for unit in findings.facts]
    assert [[len(fact.spots) for fact in unit] for unit in told] == [[], [2]]


def test_a_heading_that_names_a_scheme_owns_its_part(finder: Finder) -> None:
    blocks = (
        Block("A review of care in towns", BlockKind.HEADING, level=1),
        Block("Case study 1: Sampleton Together", BlockKind.HEADING, level=2),
        Block("It has 12 GP practices."),
        Block("Case study 2: Otherham Alliance", BlockKind.HEADING, level=2),
        Block("It has 9 GP practices."),
    )
    findings = finder.find(Document("a.txt", "chapter", blocks))
    by_name = {
        s.name: [f.fields.get("value") for f in fs] for s, fs in zip(findings.schemes, findings.facts, strict=True)
    }
    assert by_name["Sampleton Together"] == [12]
    assert by_name["Otherham Alliance"] == [9]


def test_a_study_of_its_own_is_a_finding(finder: Finder) -> None:
    study = found(finder, "We compared 310 patients with matched controls. The study found no difference (p = 0.4).")
    story = found(finder, "The Sampleton scheme began in May. People like it.")
    assert (study.schemes[0].kind, story.schemes[0].kind) == ("finding", "case-study")
