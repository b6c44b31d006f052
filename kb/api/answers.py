"""The shapes of whole answers: a search, an entry, a comparison, the map, a review, an error."""

from collections.abc import Sequence

from kb.api.schemas import (
    EXAMPLES,
    Schema,
    holds,
    known,
    many,
    optional,
    record_schemas,
    ref,
    term,
    text,
    told_of_entry,
    whole,
)
from kb.api.topic_answers import topic_answer, topic_schemas
from kb.model.facts import SLUG, SLUG_LENGTH
from kb.published.labels import Labels
from kb.published.summary import ANSWERS, EFFECTS
from kb.synthesis.evidence_map import views

OK: Schema = {"type": "boolean", "const": True}
VERSION = text("Version of the data: the same for equal entries.")
STRENGTH: Schema = {
    "type": ["integer", "null"],
    "minimum": 0,
    "maximum": 5,
    "description": "Strongest evidence behind any result, 0 to 5 by study design; null where none can be rated.",
}
# Only a very large base is too large to compare everything with.
COMPLETE = "False where there may be more hits than total and the counts of facets say."
COUNTS: Schema = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
TERM_LISTS = ("care_models", "organisational_forms", "settings", "population_groups")
FACT_LISTS = {
    "organisations": "Organisation",
    "population": "Population",
    "contacts": "Contact",
    "impacts": "Impact",
    "milestones": "Milestone",
    "figures": "Figure",
    "lessons": "Lesson",
    "related": "Related",
}


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
        "Evidence": _evidence(),
        "Entry": holds(_entry(labels), "An entry with all its facts."),
        "EntryAnswer": _answered({**_entry(labels), "came_of_it": ref("CameOfIt"), "near": _near(labels)}),
        **topic_schemas(labels),
        "TopicAnswer": _answered(topic_answer(labels)),
        "TopicList": _answered({"topics": many(ref("ListedTopic"))}),
        "Glossary": _answered({"terms": many(ref("Explained"))}),
        "ContactList": _answered({"total": whole("Number of contacts."), "contacts": many(ref("ListedContact"))}),
        **({"VanguardList": _answered(sites)} if labels.base.sites() else {}),
        "Closeness": _closeness(),
        "Hit": _hit(labels),
        "SearchAnswer": _search(),
        "Comparison": _comparison(),
        "Map": _map(labels),
        "Suggestions": _answered({"suggestions": many(ref("Suggestion"))}),
        "Suggestion": _suggestion(),
        "Review": _review(),
        "Readiness": _answered(_readiness()),
        "Health": _answered({"entries": whole("Number of entries."), "built_at": text("Time of the build.")}),
    }


def _answered(properties: Schema, optional_names: tuple[str, ...] = ()) -> Schema:
    return holds({"ok": OK, **properties, "data_version": VERSION}, "", optional_names)


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


def _evidence() -> Schema:
    return holds(
        {
            "answer": known(ANSWERS, "What the results come to."),
            "label": text("The answer in a few words."),
            "explanation": text("The answer in a sentence."),
            "results": {**COUNTS, "description": f"Number of results by effect: {', '.join(EFFECTS)}."},
            "levels": whole("Results that are levels without anything to compare them with; they have no effect."),
            "claims_without_method": whole("Results that the source only claims."),
            "not_measured": {**COUNTS, "description": "Targets, projections and illustrations by basis."},
            "strength": STRENGTH,
            "design": optional(text("Study design behind the strongest evidence.")),
            "headline": text("The answer with its design and strength, in a line."),
        },
        "The summary over impacts. Results are counted and never averaged.",
    )


def _entry(labels: Labels) -> Schema:
    status = {"state": term("status", labels), "as_of": text("Date to which the state belongs, as printed.")}
    gap = {"field": text("Field that is missing or incomplete."), "note": text("What exactly is not said.")}
    checked = {"last_checked": text("Date of the last check against the sources."), "by": text("Team that checked it.")}
    withdrawn = {
        "on": text("Date."), "reason": optional(text("Reason.")), "successor": optional(text("Slug to read instead.")),
    }  # fmt: skip
    return {
        "slug": ref("Slug"),
        "url": text("Address of its page, below the root of the site."),
        "kind": term("kinds", labels, told_of_entry("kind")),
        "title": text(told_of_entry("title")),
        "summary": text(told_of_entry("summary")),
        "vanguard": optional(_vanguard(labels)),
        **{name: many(term(name, labels), told_of_entry(name)) for name in TERM_LISTS},
        "terms": {
            "type": "object",
            "description": told_of_entry("terms"),
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "status": holds(status, told_of_entry("status")),
        "place": optional(_place(labels)),
        "contract": optional(_contract(labels)),
        **{name: many(ref(shape), told_of_entry(name)) for name, shape in FACT_LISTS.items()},
        "evidence": ref("Evidence"),
        "questions": many({"type": "string"}, told_of_entry("questions")),
        "not_stated": many(holds(gap), told_of_entry("not_stated")),
        "sources": many(ref("Source"), "Every source that the entry cites."),
        "review": holds(checked, told_of_entry("review")),
        "withdrawn": optional(holds(withdrawn, told_of_entry("withdrawn"))),
        "labels": {
            "type": "object",
            "description": "Label of each term that the entry uses, by vocabulary and id.",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    }


def _near(labels: Labels) -> Schema:
    properties = {
        "slug": ref("Slug"),
        "kind": term("kinds", labels),
        "title": text("Title."),
        "similarity": {"type": "number", "description": "Likeness of meaning, at most 1."},
        "reason": text("What the two have in common."),
        "url": text("Address of its page, below the root of the site."),
    }
    return many(holds(properties), "Entries that are near by meaning; found by the program, not linked by a person.")


def _vanguard(labels: Labels) -> Schema:
    properties = {
        "type": term("care_models", labels),
        "wave": whole("Wave in which the site was chosen, 1 to 3."),
        "chosen": text("Month in which the site was chosen."),
    }
    return holds(properties, told_of_entry("vanguard"))


def _place(labels: Labels) -> Schema:
    properties = {
        "name": text("Name of the place."),
        "region": optional(term("regions", labels)),
        "country": optional(term("countries", labels)),
        "latitude": {"type": ["number", "null"], "description": "Degrees north of the place's centre."},
        "longitude": {"type": ["number", "null"], "description": "Degrees east of the place's centre."},
    }
    return holds(properties, told_of_entry("place"))


def _contract(labels: Labels) -> Schema:
    properties = {
        "types": many(term("contract_types", labels), "Contract and payment types."),
        "stage": {"type": ["string", "null"], "description": "How far the contract had come."},
        "values": many(ref("ContractValue")),
        "duration": {"type": ["string", "null"], "description": "How long the contract runs, as printed."},
        "terms": many(ref("ContractTerm")),
    }
    return holds(properties, told_of_entry("contract"))


def _closeness() -> Schema:
    level = known(("same", "near", "far", "unknown"), "How close, in a word.")
    return holds({"level": level, "text": text("How close, in words.")}, "How close an entry is to a reader's area.")


def _hit(labels: Labels) -> Schema:
    passage = {
        "field": text("Field of the entry."),
        "text": text("The passage."),
        "html": text("The passage as safe HTML, with the words that match in <mark>."),
    }
    rank = {"type": ["integer", "null"], "minimum": 1}
    why = {
        "keyword_rank": {**rank, "description": "Rank by words; null where the words do not match."},
        "semantic_rank": {
            **rank,
            "description": "Rank by meaning; null where it is not known: not searched, or far down in a very large base.",
        },
        "similarity": {"type": ["number", "null"], "description": "Likeness of meaning, at most 1."},
        "matched_terms": many({"type": "string"}, "The words of the query that the entry holds."),
        "passage": optional(holds(passage, "The passage that shows best why.")),
    }
    properties = {
        "slug": ref("Slug"),
        "kind": term("kinds", labels),
        "title": text("Title."),
        "summary": text("Summary."),
        "url": text("Address of its page, below the root of the site."),
        "score": {"type": "number", "minimum": 0, "maximum": 1, "description": "The same scale for every query."},
        "status": optional(term("status", labels)),
        "strength": STRENGTH,
        "date": {"type": ["string", "null"], "description": "First day of the time that the entry describes."},
        "withdrawn": {"type": "boolean", "description": "Whether the entry was withdrawn."},
        "why": holds(why, "Why the entry was found."),
        "closeness": many(ref("Closeness"), "Given where the address states the reader's area."),
    }
    return holds(properties, "An entry that was found.", ("closeness",))


def _search() -> Schema:
    expanded = {"text": text("Words of the query."), "also": many({"type": "string"}, "Searched for too.")}
    drop = {"filters": many({"type": "string"}), "total": whole("Hits there would be without them.")}
    absent = {"place": text("The place."), "wider": text("What holds it and has entries; empty where nothing does.")}
    interpretation = {
        "expanded": many(holds(expanded), "Synonyms that were searched for too; `expand=0` turns them off."),
        "did_you_mean": {"type": ["string", "null"], "description": "A likelier spelling."},
        "corrected": {"type": "boolean", "description": "Whether it was searched for; not with `expand=0`."},
        "drop_filter": many(holds(drop), "Where nothing is found: the filters that stand in the way."),
        "not_found": many({"type": "string"}, "Words of the query that no entry has."),
        "nothing_on": many(holds(absent), "Places in the query that no entry is about."),
    }
    query = {
        "q": text("The words."),
        "mode": text("The mode."),
        "filters": {"type": "object", "description": "Filters that are set."},
        "sort": text("The order."),
        "size": whole("Hits on a page."),
        "expand": {"type": "boolean"},
    }
    facet = {"value": text("Id to filter by."), "label": text("Name."), "count": whole("Hits that have it.")}
    return _answered(
        {
            "query": holds(query, "The search as it was understood."),
            "interpretation": holds(interpretation),
            "confident": {"type": "boolean", "description": "False where nothing in the base answers the query."},
            "total": whole("Number of hits. Where it is 0, results are the nearest misses."),
            "complete": {"type": "boolean", "description": COMPLETE},
            "next": {"type": ["string", "null"], "description": "Token of the next page; null on the last."},
            "facets": {"type": "object", "additionalProperties": many(holds(facet))},
            "results": many(ref("Hit")),
            "card": optional(_card()),
            "took_ms": {"type": "number", "description": "Time that the search took, in milliseconds."},
        }
    )


def _card() -> Schema:
    topic = {
        "title": text("Title of the topic."),
        "url": text("Address of the whole answer, below the root of the site."),
        "subjects": many({"type": "object"}, "The terms that it is about, with their definitions."),
        "entries": whole("Number of entries."),
        "numbers": {"type": "object", "description": "Results of studies by effect, the strongest design, money."},
        "answer": many({"type": "string"}, "The answer, sentence by sentence."),
    }
    meaning = {
        "vocabulary": text("Name of the vocabulary."),
        "term": text("Id of the term."),
        "label": text("Name of the term."),
        "definition": text("What it means."),
    }
    properties = {
        "topic": optional(holds(topic, "Answer of the topic that the words name.")),
        "meaning": optional(holds(meaning, "Meaning of a word that the query asks for.")),
    }
    return holds(properties, "What stands above the hits of the first page; null where the words name no topic.")


def _comparison() -> Schema:
    alike = {"type": ["boolean", "null"], "description": "Whether those that answer say the same."}
    by_slug = {"type": "object", "additionalProperties": many({"type": "string"})}
    impacts = {"type": "object", "additionalProperties": many(ref("Impact"))}
    row = {"name": text("What is compared."), "alike": alike, "answers": by_slug}
    outcome = {"outcome": text("Id."), "label": text("Name."), "alike": alike, "impacts": impacts}
    return _answered(
        {
            "entries": many(ref("Entry")),
            "rows": many(holds(row), "What each entry says, by slug."),
            "outcomes": many(holds(outcome), "Outcomes aligned: the impacts of each entry, by slug."),
        }
    )


def _suggestion() -> Schema:
    words = {
        "kind": text("Entry, topic, place, source or correction."),
        "text": text("What to show."),
        "url": text("Where it leads."),
    }
    return holds(words, "Something that the words typed so far may lead to.")


def _map(labels: Labels) -> Schema:
    axis = holds({"value": text("Id."), "label": text("Name.")})
    cell = {
        "column": text("Id of the column."),
        "row": text("Id of the row."),
        "entries": whole("Number of entries."),
        "results": {**COUNTS, "description": "Results that are about the column, by effect; each claim counts once."},
        "levels": whole("Results that are levels without comparison."),
        "not_measured": whole("Targets, projections and illustrations."),
        "under_such_a_contract": whole("Results that the source does not tie to the contract, counted apart."),
        "strength": STRENGTH,
        "url": text("Address of the search behind the cell."),
    }
    year = {"year": {"type": "integer"}, "happened": whole("Steps taken."), "planned": whole("Steps planned.")}
    grid = {
        "columns": many(axis),
        "over": text("What the rows are: the name of a filter."),
        "rows": many(axis),
        "cells": many(holds(cell), "Pairs that no cell names are gaps."),
        "gaps": whole("Number of gaps."),
        "entries_in_no_cell": whole("Entries that stand in no cell."),
    }
    return _answered(
        {
            "by": known(tuple(views(labels.base)), "What the columns are, or where and when."),
            **grid,
            "regions": {**COUNTS, "description": "Entries by region."},
            "years": many(holds(year)),
            **_timeline(),
        },
        tuple(grid),
    )


def _timeline() -> Schema:
    step = {
        "date": text("As printed."),
        "to": optional(text("End, where the step lasted.")),
        "state": known(("happened", "planned"), "Whether it has happened."),
        "what": text("What happened or was planned."),
    }
    scheme = {
        "slug": text("Slug."),
        "title": text("Title."),
        "kind": text("Kind of entry."),
        "status": text("Status when the source was written."),
        "status_as_of": text("Date of the status, as printed."),
        "url": text("Address of the entry."),
        "steps": many(holds(step), "In order of time."),
    }
    wave = {"name": text("As in First wave."), "date": text("As printed.")}
    return {
        "schemes": many(holds(scheme), "Schemes with a dated step, and those that failed, ended or were turned down."),
        "waves": many(holds(wave), "When waves of sites were chosen or announced."),
    }


def _review() -> Schema:
    line = holds({"name": {"type": "string"}, "text": {"type": "string"}})
    opposing = {"outcome": {"type": "string"}, "results": many({"type": "string"})}
    return _answered(
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
