import pytest

from ingest.verify.lines import lines
from ingest.verify.lists import item_numbers
from ingest.verify.parts import Parts, parts

SLIDES = """A talk

1 A talk about Sampleton 26 April 2018

2 Five practices take part. 2

3 Results: a fall of 9%. 3

5 What next? 5
More information
21 March 2018 another document
"""
ENDS = "A talk 2018\nNeeds grow\nNeeds grow by 5% 2\nCare changes\nCare changes in 7 towns 3\n"
PARAGRAPHS = "REPORT\n1. The report is about care.\n2. It has 12 partners:\n - the council\n3. The end.\n"
CHAPTERS = """Sampleton's plan
Chapter 1
Where we are
The money
A gap of £4m
Chapter 2
Where we are
The money
A gap of £6m
Where we are
The people
Fifty nurses
"""
HEADINGS = "What is it?\nA scheme.\nUrgent Care\nA front door\nUrgent Care\nBed days: 30%\nThe end\n"


def cited(text: str, found: Parts, at: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in found.spans(at)]


def test_a_slide_is_told_by_its_number_at_both_ends() -> None:
    found = parts(SLIDES, "slide", [])
    assert cited(SLIDES, found, "slide 3") == ["3 Results: a fall of 9%. 3"]
    assert cited(SLIDES, found, "slides 2 and 3") == ["2 Five practices take part. 2", "3 Results: a fall of 9%. 3"]
    assert cited(SLIDES, found, "slide 21") == []


def test_a_slide_that_is_cut_off_keeps_the_number_at_its_beginning() -> None:
    text = "1 A talk 1\n2 Needs grow 2\n3 Care changes from April\n4 The end 4\n"
    found = parts(text, "slide", [])
    assert cited(text, found, "slide 3") == ["3 Care changes from April"]
    assert text.index("3") in found.marks


def test_a_slide_is_told_by_its_number_at_the_end() -> None:
    found = parts(ENDS, "slide", [])
    assert cited(ENDS, found, "slide 3") == ["Care changes Care changes in 7 towns 3"]


def test_a_slide_is_told_by_its_number_at_the_beginning() -> None:
    text = "1 A talk\nabout care\n2 Needs grow by 5%\n3 Care changes\nin 7 towns\n"
    found = parts(text, "slide", [])
    assert cited(text, found, "slide 3") == ["3 Care changes in 7 towns"]
    assert cited(text, found, "slide 1") == ["1 A talk about care"]


@pytest.mark.parametrize(("kind", "label"), [("slide", "Slide"), ("page", "PAGE"), ("paragraph", "Paragraph")])
def test_a_part_is_told_by_a_label(kind: str, label: str) -> None:
    text = f"A talk\n{label} 1\nNeeds grow\n{label} 4: results\nBeds fell by 5%\n"
    found = parts(text, kind, [])
    assert cited(text, found, f"{kind} 4") == [f"{label} 4: results Beds fell by 5%"]
    assert {text[mark] for mark in found.marks} == {"1", "4"}


def test_a_chapter_may_have_its_heading_in_the_same_line() -> None:
    text = "Chapter 1 – Needs\nGrowing\nChapter 2: Money\nA gap of £4m\n"
    assert cited(text, parts(text, "chapter", []), "Chapter 2 – Money") == ["Chapter 2: Money A gap of £4m"]


def test_the_numbers_of_slides_and_paragraphs_are_no_figures() -> None:
    assert {ENDS[mark] for mark in parts(ENDS, "slide", []).marks} == {"2", "3"}
    assert {PARAGRAPHS[mark] for mark in parts(PARAGRAPHS, "paragraph", []).marks} == {"1", "2", "3"}


def test_a_paragraph_reaches_to_the_next() -> None:
    found = parts(PARAGRAPHS, "paragraph", [])
    assert cited(PARAGRAPHS, found, "paragraph 2") == ["2. It has 12 partners: - the council"]
    assert cited(PARAGRAPHS, found, "title block before paragraph 1") == ["REPORT"]


def test_a_heading_is_looked_for_in_its_chapter() -> None:
    places = ["Chapter 1 – The money", "Chapter 2 – The money", "Chapter 2 – The people", "Chapter 2 – Where we are"]
    found = parts(CHAPTERS, "chapter", places)
    assert cited(CHAPTERS, found, "Chapter 1 – The money") == ["The money A gap of £4m"]
    assert cited(CHAPTERS, found, "Chapter 2 – The money") == ["The money A gap of £6m Where we are"]


@pytest.mark.parametrize("at", ["Chapter 2 – Where we are", "Chapter 2 – a heading that is not there"])
def test_a_running_head_or_an_unknown_heading_means_the_whole_chapter(at: str) -> None:
    found = parts(CHAPTERS, "chapter", [at])
    assert cited(CHAPTERS, found, at)[0].startswith("Chapter 2 Where we are")
    assert cited(CHAPTERS, found, at)[0].endswith("Fifty nurses")


def test_a_heading_that_stands_twice_means_both_slides() -> None:
    places = ["slide 'What is it?'", "slide 'Urgent Care' (Bed days)", "slide 'The end'"]
    found = parts(HEADINGS, "slide", places)
    assert cited(HEADINGS, found, places[1]) == ["Urgent Care A front door", "Urgent Care Bed days: 30%"]


def test_item_numbers_are_those_of_a_run_from_one() -> None:
    text = "1. Begin\n2. Go on\nA gap of 3. The next: 1. one thing 2. another\n4. Not an item\n"
    assert [text[place : place + 4] for place in sorted(item_numbers(lines(text)))] == ["1. B", "2. G", "1. o", "2. a"]


WITHOUT_PARTS = (
    "",
    "\n\n",
    "One line of text",
    "(1) First\n(2) Second\n",
    "1.1 First\n1.2 Second\n",
    "4. Fourth\n",
    "I. First",
)


@pytest.mark.parametrize("kind", ["slide", "page", "paragraph", "chapter", "heading", "section"])
@pytest.mark.parametrize("text", WITHOUT_PARTS)
def test_a_text_that_shows_no_parts_has_none(kind: str, text: str) -> None:
    found = parts(text, kind, [f"{kind} 3", "title block before paragraph 1", "Chapter 2 – Money"])
    assert found.spans(f"{kind} 3") == ()
    assert found.none
