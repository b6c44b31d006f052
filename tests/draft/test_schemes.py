from typing import Any

import pytest

from ingest.draft.finding.facts import FactKind
from ingest.draft.finding.finder import Finder, Findings
from ingest.draft.reading.document import Block, BlockKind, Description, Document
from ingest.draft.reading.tables import row_blocks

HEADING, TITLE = BlockKind.HEADING, "A review of care in many towns"
# A text of so many passages must name a scheme twice, if nothing else speaks for it.
LONG = tuple(Block("Nobody counted what came of it, and people talked of other things.") for _ in range(60))


def found(finder: Finder, *blocks: Block | str, title: str = TITLE, publisher: str = "") -> Findings:
    told = tuple(block if isinstance(block, Block) else Block(block) for block in blocks)
    return finder.find(Document("a.txt", "extract", told, Description(title, publisher=publisher)))


def names(findings: Findings) -> list[str]:
    return [scheme.name for scheme in findings.schemes[1:]]


def values(findings: Findings) -> dict[str, list[Any]]:
    """The values of the figures of each unit that has some."""
    told: dict[str, list[Any]] = {
        scheme.name: [fact.fields.get("value") for fact in facts if fact.kind == FactKind.FIGURE]
        for scheme, facts in zip(findings.schemes, findings.facts, strict=True)
    }
    return {name: listed for name, listed in told.items() if listed}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Case study 2: Otherham Alliance", "Otherham Alliance"),
        (
            "In this paper 4 Vanguard 1: Harrogate Way (PACS) Ongoing 5 Vanguard 2: Otherham Together Ongoing",
            "Harrogate Way",
        ),
        ("The Harrogate integrated care system has 40 beds.", "Harrogate"),
        ("Better Lives Together (Harrogate) has 40 beds.", "Better Lives Together"),
        ("Practices have made a Same Week Access Service (SWAS) with 40 beds.", "Same Week Access Service"),
        ("They heard of the Lives Together Programme in Harrogate.", "Lives Together Programme"),
        ("There are vanguards such as Harrogate, Otherham Way and Happy Lives.", "Otherham Way"),
        ("We saw the Harrogate, Otherham Way and Happy Lives pilots.", "Happy Lives"),
        ("SAMPLE hopes to have 40 beds.", "SAMPLE"),
    ],
)
def test_a_scheme_that_is_named_once_is_found_by_what_speaks_for_it(finder: Finder, text: str, name: str) -> None:
    findings = found(finder, text, *LONG)
    assert name in [called for scheme in findings.schemes for called in scheme.names]


@pytest.mark.parametrize(
    "text",
    [
        "The Harrogate Hospital Trust met the Otherham Clinical Commissioning Group.",
        "The Programme Board met. The Programme Board met again.",
        "The work is done by a Multispecialty Community Provider, by Integrated Care and by Primary Care.",
        "System goals: 1. Have a clear plan 2. Put people first in all that is done 3. Listen to staff 4. Invest in them.",
    ],
)
def test_organisations_boards_terms_and_sentences_are_no_schemes(finder: Finder, text: str) -> None:
    assert names(found(finder, text, text, *LONG)) == []


def test_the_rows_of_a_table_of_sites_are_schemes(finder: Finder) -> None:
    rows = [["Site", "Beds"], ["Otherham Way* (MCP)", "40"], ["Northby", "30"]]
    assert values(found(finder, *row_blocks(rows, ""), *LONG)) == {"Otherham Way": [40], "Northby": [30]}
    under = (Block("Northby", HEADING, level=2), Block("It has 12 GP practices."))
    assert values(found(finder, *under, *row_blocks(rows, ""))) == {"Northby": [12, 30], "Otherham Way": [40]}
    counted = [["Measure", "Beds"], ["Otherham Way", "40"], ["Northby", "30"]]
    assert names(found(finder, *row_blocks(counted, ""), *LONG)) == []


def test_a_place_stands_for_its_scheme_where_a_document_tells_of_several(finder: Finder) -> None:
    text = "• In Wakefield, nurses look after 27 care homes • In Harrogate, nurses look after 40 care homes"
    several = found(finder, text, "Torbay: the team has 30 beds.", *LONG)
    assert values(several) == {"Wakefield": [27], "Harrogate": [40], "Torbay": [30]}
    one = "In Wakefield, nurses look after 27 care homes."
    assert names(found(finder, one, "In Wakefield, nurses have 40 beds.", "In Harrogate, they have none.", *LONG)) == []


def test_names_of_one_scheme_are_one_unit(finder: Finder) -> None:
    texts = (
        "The Otherham MCP has 40 beds.",
        "The Otherham vanguard has 12 GP practices.",
        "The South Otherham vanguard has 30 beds.",
        "The South Otherham vanguard is small.",
    )
    findings = found(finder, *texts, *LONG)
    assert values(findings) == {"Otherham": [40, 12], "South Otherham": [30]}


def test_a_short_name_in_brackets_is_the_same_scheme(finder: Finder) -> None:
    texts = ("The Same Week Access Service (SWAS) began.", "SWAS has 40 beds.", "Later it got 12 cars.")
    assert values(found(finder, *texts, *LONG))["Same Week Access Service"] == [40]


def test_a_document_about_one_scheme_is_that_scheme(finder: Finder) -> None:
    texts = ("The Otherham Alliance has 40 beds.", "It has 12 GP practices.")
    findings = found(finder, *texts, title="What came of the Otherham Alliance")
    assert values(findings) == {"Otherham Alliance": [40, 12]}
    assert found(finder, "It has 40 beds.", publisher="Otherham Alliance").schemes[0].also == ("Otherham Alliance",)


def test_what_is_said_of_many_at_once_is_of_none_alone(finder: Finder) -> None:
    text = "The Otherham Alliance, the Northby Alliance and the Westham Alliance have 40 beds."
    assert values(found(finder, text, text)) == {TITLE: [40]}
