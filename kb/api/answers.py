"""The shapes of whole answers: a search, an entry, a comparison, the map, a review, an error."""

from collections.abc import Sequence

from kb.api.entry_answers import entry, evidence, near
from kb.api.map_answers import evidence_map
from kb.api.schemas import EXAMPLES, Schema, holds, many, record_schemas, ref, text, whole
from kb.api.search_answers import closeness, hit, search, suggestion
from kb.api.shared import COMPLETE, answered
from kb.api.topic_answers import topic_answer, topic_schemas
from kb.model.facts import SLUG, SLUG_LENGTH
from kb.published.labels import Labels


def answer_schemas(labels: Labels, slugs: Sequence[str]) -> dict[str, Schema]:
    """Give every shape by its name."""
    sites = {"total": whole("Number of sites."), "vanguards": many(ref("Vanguard"))}
    return {
        "Error": holds(
            {
                "ok": {"type": "boolean", "const": False},
                "error": text("What is wrong and what is allowed, in one sentence."),
                "status": {"type": "integer", "description": "The HTTP status."},
            },
            "An error.",
        ),
        "Slug": text("Id of an entry.", pattern=SLUG, maxLength=SLUG_LENGTH, examples=list(slugs[:EXAMPLES])),
        **record_schemas(labels),
        "Evidence": evidence(),
        "Entry": holds(entry(labels), "An entry with all its facts."),
        "EntryAnswer": answered({**entry(labels), "came_of_it": ref("CameOfIt"), "near": near(labels)}),
        **topic_schemas(labels),
        "TopicAnswer": answered(topic_answer(labels)),
        "TopicList": answered({"topics": many(ref("ListedTopic"))}),
        "Glossary": answered({"terms": many(ref("Explained"))}),
        "ContactList": answered({"total": whole("Number of contacts."), "contacts": many(ref("ListedContact"))}),
        **({"VanguardList": answered(sites)} if labels.base.sites() else {}),
        "Closeness": closeness(),
        "Hit": hit(labels),
        "SearchAnswer": search(),
        "Comparison": _comparison(),
        "Map": evidence_map(labels),
        "Suggestions": answered({"suggestions": many(ref("Suggestion"))}),
        "Suggestion": suggestion(),
        "Review": _review(),
        "Readiness": answered(_readiness()),
        "Health": answered({"entries": whole("Number of entries."), "built_at": text("Time of the build.")}),
    }


def _readiness() -> Schema:
    return {
        "version": text("Name of the published version."),
        "database_hash": text("SHA-256 of its database, as its manifest says and the server has checked."),
        "inode": whole("Inode of the database that is open."),
        "built_at": text("Time of the build."),
        "age_seconds": {"type": "integer", "description": "Seconds since the build."},
        "found": text("Slug of the entry that was searched for, another each time."),
        "took_ms": {"type": "number", "description": "Milliseconds that this check took."},
    }


def _comparison() -> Schema:
    alike = {"type": ["boolean", "null"], "description": "Whether those that answer say the same."}
    by_slug = {"type": "object", "additionalProperties": many({"type": "string"})}
    impacts = {"type": "object", "additionalProperties": many(ref("Impact"))}
    row = {"name": text("What is compared."), "alike": alike, "answers": by_slug}
    outcome = {"outcome": text("Id."), "label": text("Name."), "alike": alike, "impacts": impacts}
    return answered(
        {
            "entries": many(ref("Entry")),
            "rows": many(holds(row), "What each entry says, by slug."),
            "outcomes": many(holds(outcome), "Outcomes aligned: the impacts of each entry, by slug."),
        }
    )


def _review() -> Schema:
    line = holds({"name": {"type": "string"}, "text": {"type": "string"}})
    opposing = {"outcome": {"type": "string"}, "results": many({"type": "string"})}
    return answered(
        {
            "question": text("The search in words."),
            "method": many(line, "How the entries were found."),
            "total": whole("Number of hits; the review sets out the first of them."),
            "complete": {"type": "boolean", "description": COMPLETE},
            "date": text("Day on which it was made.", format="date"),
            "confident": {"type": "boolean", "description": "False where nothing in the base answers the query."},
            "overview": many({"type": "string"}),
            "cautions": many({"type": "string"}),
            "disagreements": many(holds(opposing), "Results about one outcome that point different ways."),
            "gaps": many(holds({"entry": {"type": "string"}, "note": {"type": "string"}})),
            "sources": many(holds({"text": {"type": "string"}, "limits": {"type": "string"}})),
            "entries": many(ref("Entry")),
        }
    )
