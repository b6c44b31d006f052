"""The shapes of the answer to a search, and of its hits."""

from kb.api.schemas import Schema, holds, known, many, optional, ref, term, text, whole
from kb.api.shared import COMPLETE, STRENGTH, answered
from kb.published.labels import Labels


def closeness() -> Schema:
    """Give the shape of how close an entry is to a reader's area."""
    level = known(("same", "near", "far", "unknown"), "How close, in a word.")
    return holds({"level": level, "text": text("How close, in words.")}, "How close an entry is to a reader's area.")


def hit(labels: Labels) -> Schema:
    """Give the shape of an entry that was found."""
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
        "also": many(holds(passage, "A passage."), "Passages that add to it, the best first."),
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
        "place": {"type": ["string", "null"], "description": "Place."},
        "region": optional(term("regions", labels)),
        "care_models": many(term("care_models", labels), "What it follows."),
        "contract_types": many(term("contract_types", labels), "Its contracts."),
        "results": {"type": "object", "description": "Number of its results by effect; each claim once."},
        "levels": whole("Number of its results that are levels with nothing to compare them with."),
        "why": holds(why, "Why the entry was found."),
        "closeness": many(ref("Closeness"), "Given where the address states the reader's area."),
    }
    return holds(properties, "An entry that was found.", ("closeness",))


def search() -> Schema:
    """Give the shape of the answer to a search."""
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
    return answered(
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
        "nothing_on_both": optional(
            holds(
                {name: topic[name] for name in ("title", "url", "subjects")},
                "The topic of both terms that the words name, where nothing in the base is on both; `topic` is then on one.",
            )
        ),
        "meaning": optional(holds(meaning, "Meaning of a word that the query asks for.")),
    }
    return holds(properties, "What stands above the hits of the first page; null where the words name no topic.")


def suggestion() -> Schema:
    """Give the shape of something that the words typed so far may lead to."""
    words = {
        "kind": text("Entry, topic, place, source or correction."),
        "text": text("What to show."),
        "url": text("Where it leads."),
    }
    return holds(words, "Something that the words typed so far may lead to.")
