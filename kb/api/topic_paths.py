"""The addresses of topics, words, contacts, vanguards and sources."""

from collections.abc import Sequence
from urllib.parse import urlencode

from kb.api.operation import FILES, JSON, WORD, Operation, page_of, text_of
from kb.api.parameters import parameter, unpaged
from kb.api.picture_paths import pictures
from kb.api.schemas import Schema, ref
from kb.published.glossary import titles
from kb.published.labels import Labels
from kb.synthesis.subjects import VOCABULARIES

ERRORS = ("400", "404", "405", "500")
PLAIN = ("400", "405", "500")
ONE = "/topics/{vocabulary}/{term}"
TWO = f"{ONE}/{{other_vocabulary}}/{{other_term}}"
# Only a topic that is about an outcome with results has a plot, so that no example holds for every base.
DRAWN = frozenset({"svg", "png"})
HOPES = parameter("hopes", "1 draws targets and forecasts too.", {"type": "string", "enum": ["1", ""]})
FORMATS: dict[str, tuple[str, dict[str, Schema]]] = {
    "json": ("", {JSON: ref("TopicAnswer")}),
    "csv": (" as CSV: a row a claim", text_of("text/csv")),
    "md": (" as Markdown", text_of("text/markdown")),
    "svg": (": the plot of its outcome, as SVG", {"image/svg+xml": {"type": "string"}}),
    "png": (": the plot of its outcome, as PNG", {"image/png": {"type": "string", "format": "binary"}}),
    "docx": (" as a Word document", {WORD: {"type": "string", "format": "binary"}}),
}


def topic_operations(labels: Labels, search: list[Schema], sources: Sequence[str]) -> tuple[Operation, ...]:
    """Give the addresses; contacts take the parameters of a search."""
    return (*_topics(labels), *_lists(unpaged(search), labels), *_sites(labels), *_sources(sources))


def _topics(labels: Labels) -> list[Operation]:
    terms = [term.id for name in VOCABULARIES for term in labels.terms(name)]
    one = [_in_path("vocabulary", list(VOCABULARIES)), _in_path("term", terms)]
    two = [*one, _in_path("other_vocabulary", list(VOCABULARIES)), _in_path("other_term", terms)]
    first, second = _example(labels, "care_models"), _example(labels, "outcomes")
    every = "Every topic of one term, with the number of its entries and results"
    found = [
        Operation("/topics.json", "topics", "Topics", every, {JSON: ref("TopicList")}, (), "/topics.json", PLAIN),
        page_of("/topics", "topicsPage", "Topics", "The list of topics", (), PLAIN),
    ]
    for path, name, summary, parameters, example in (
        (ONE, "topic", "What the base holds on one term", one, f"/topics/{first}"),
        (TWO, "topicOfTwo", "What the base holds on terms of two vocabularies", two, f"/topics/{first}/{second}"),
    ):
        found.append(page_of(path, f"{name}Page", "Topics", f"{summary}, as a page", [*parameters, HOPES], ERRORS))
        for ending, (words, content) in FORMATS.items():
            drawn, id_ = ending in DRAWN, f"{name}{ending.capitalize()}"
            shown, taken = "" if drawn else f"{example}.{ending}", [*parameters, HOPES] if drawn else parameters
            found.append(
                Operation(f"{path}.{ending}", id_, "Topics", f"{summary}{words}", content, taken, shown, ERRORS)
            )
    return found


def _example(labels: Labels, vocabulary: str) -> str:
    terms = labels.terms(vocabulary)
    return f"{vocabulary}/{terms[0].id if terms else 'none'}"


def _in_path(name: str, values: Sequence[str]) -> Schema:
    words = f"{name.replace('_', ' ').capitalize()} of the topic."
    schema = {"type": "string", "examples": list(dict.fromkeys(values))[:3]}
    return {"name": name, "in": "path", "required": True, "description": words, "schema": schema}


def _lists(search: list[Schema], labels: Labels) -> list[Operation]:
    chosen = parameter(
        "vocabulary", "One vocabulary; all where it is left out.", {"type": "string", "enum": ["", *titles(labels)]}
    )
    contacts = "Contacts of the entries that a search finds, as printed, with their age"
    csv = text_of("text/csv")
    query = f"?{urlencode({'q': labels.base.examples[0]})}"
    return [
        Operation(
            "/glossary.json", "glossary", "Topics", "Every term of every vocabulary", {JSON: ref("Glossary")}, [chosen],
            "/glossary.json?vocabulary=outcomes", PLAIN,
        ),
        page_of("/glossary", "glossaryPage", "Topics", "The glossary", [chosen], PLAIN),
        Operation(
            "/contacts.json", "contacts", "Topics", contacts, {JSON: ref("ContactList")}, search, f"/contacts.json{query}", PLAIN
        ),
        Operation("/contacts.csv", "contactsCsv", "Topics", f"{contacts}, as CSV", csv, search, f"/contacts.csv{query}", PLAIN),
        page_of("/contacts", "contactsPage", "Topics", "The page of contacts", search, PLAIN),
    ]  # fmt: skip


def _sites(labels: Labels) -> list[Operation]:
    """Give the addresses of the list of sites; a base of which nothing was chosen in waves has none."""
    sites = labels.base.sites()
    if sites is None:
        return []
    words = f"All {sites}: what each claimed, what studies of it found, how strong"
    shown = pictures("/vanguards", "vanguards", "Topics", f"The map of the {sites}", [])
    drawn = [one for one in shown if not one.path.endswith(".csv")]
    return [
        Operation("/vanguards.json", "vanguards", "Topics", words, {JSON: ref("VanguardList")}, (), "/vanguards.json", PLAIN),
        Operation(
            "/vanguards.csv", "vanguardsCsv", "Topics", f"{words}, as CSV", text_of("text/csv"), (), "/vanguards.csv", PLAIN
        ),
        *drawn,
        page_of("/vanguards", "vanguardsPage", "Topics", f"The page of the {sites}", (), PLAIN),
    ]  # fmt: skip


def _sources(sources: Sequence[str]) -> list[Operation]:
    schema = {"type": "string", "examples": list(sources)[:3]}
    source = {"name": "source_id", "in": "path", "required": True, "description": "Id of the source.", "schema": schema}
    first = sources[0] if sources else "none"
    return [
        Operation(
            f"/sources/{{source_id}}.{ending}", f"source{ending.capitalize()}", "Entries", f"A source itself as {label}",
            text_of(kind), [source], f"/sources/{first}.{ending}", ERRORS,
        )
        for ending, (label, kind) in FILES.items() if ending != "csv"
    ]  # fmt: skip
