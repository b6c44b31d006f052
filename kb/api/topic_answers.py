"""The shapes of answers about topics, claims, words, contacts and vanguards."""

from kb.api.schemas import Schema, holds, many, optional, ref, term, text, whole
from kb.model.vocabulary import NAMES
from kb.published.claims import MOVEMENTS
from kb.published.labels import Labels
from kb.published.studies import RELATIONS
from kb.synthesis.subjects import VOCABULARIES

COUNTS: Schema = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
STRENGTH: Schema = {"type": ["integer", "null"], "minimum": 0, "maximum": 5, "description": "Strongest design, 0 to 5."}
URL = text("Address of its page, below the root of the site.")
SENTENCES: Schema = {"type": "string"}
NUMBER: Schema = {"type": ["number", "null"]}


def topic_schemas(labels: Labels) -> dict[str, Schema]:
    """Give the shapes by their names, without those of whole answers."""
    return {
        "Tally": _tally(),
        "Claim": holds(_claim(), "A claim with its impact. Its home is the entry."),
        "TestedClaim": holds({**_claim(), **_tested()}, "A claim with the claims of others that are tied to it."),
        "CameOfIt": _came_of_it(),
        "ListedTopic": holds({**_subjects(), **_listed()}, "A topic as the list of all has it."),
        "Explained": _explained(),
        "ListedContact": _contact(),
        **({"Vanguard": _vanguard(labels)} if labels.base.sites() else {}),
    }


def topic_answer(labels: Labels) -> Schema:
    """Give the properties of a topic."""
    numbers = {
        "results": ref("Tally"),
        "strength": STRENGTH,
        "design": optional(term("study_designs", labels)),
        "sums": whole("Sums in pounds that contracts name."),
        "money": optional(text("The smallest and the largest of them.")),
    }
    return {
        **_subjects(),
        "numbers": holds(numbers, "Results of studies by effect, the strongest design, money."),
        "answer": many(SENTENCES, "The answer in words, made from the counts by fixed rules."),
        "under_such_a_contract": whole("Results that no source ties to the contract; counted apart."),
        "results_under_such_a_contract": many(ref("Claim"), "These results, those of studies first."),
        "outcomes": many(_outcome(labels)),
        "went_wrong": many(holds({name: text("In words.") for name in ("kind", "title", "url", "text")})),
        "lessons": many(_theme()),
        "contract_terms": many(_owned("ContractTerm")),
        "contract_values": many(_owned("ContractValue")),
        "regions": many(holds({"label": text("Region."), "entries": whole("Entries.")})),
        "contacts": many(_owned("Contact")),
        "not_measured": holds({"hoped_for": many(SENTENCES), "missing": many(SENTENCES)}),
        "entries": many(_card(labels)),
        "sources": many(ref("Source")),
    }


def _subjects() -> Schema:
    subject = {
        "vocabulary": {"type": "string", "examples": list(VOCABULARIES)[:2]},
        "term": text("Id of the term."),
        "label": text("Name."),
        "definition": text("What it means."),
    }
    return {"title": text("Name of the topic."), "url": URL, "subjects": many(holds(subject))}


def _listed() -> Schema:
    return {
        "entries": whole("Entries on it."),
        "results": whole("Results of studies."),
        "claimed": whole("Results that are claimed without a method."),
    }


def _tally() -> Schema:
    properties = {
        "total": whole("Number of claims."),
        "studies": whole("Number of entries that they live in."),
        "moved": {**COUNTS, "description": f"By what happened: {', '.join(MOVEMENTS)}."},
        "effects": {**COUNTS, "description": "By whether that is good; level where nothing is compared."},
    }
    return holds(properties, "Counts of claims; each counts once, and none is averaged.")


def _claim() -> Schema:
    return {
        "claim": text("Name of the claim, slug#id."),
        "entry": text("Slug of its home."),
        "title": text("Title of its home."),
        "url": URL,
        "moved": {"type": "string", "examples": list(MOVEMENTS)[:2], "description": "What happened to the outcome."},
        "studied": {"type": "boolean", "description": "Whether a study measured it."},
        "year": text("Year in which its source came out."),
        "read": text("How far its source was read."),
        "impact": ref("Impact"),
    }


def _tested() -> Schema:
    link = {
        "relation": {"type": "string", "examples": list(RELATIONS)[:2]},
        "words": text("The relation as it reads from here."),
        "claim": text("Name of the other claim."),
        "url": URL,
        "note": text("What differs, or what agrees."),
    }
    return {
        "links": many(holds(link)),
        "no_study": {"type": "boolean", "description": "Whether it is a scheme's own and no study is tied to it."},
    }


def _came_of_it() -> Schema:
    line = {name: text("As printed.") for name in ("sum", "what", "when", "source", "at")}
    successor = {"slug": text("Slug."), "title": text("Title."), "note": text("What no longer stands.")}
    properties = {
        "studied": many(ref("TestedClaim"), "What studies found, the strongest first."),
        "reported": many(ref("TestedClaim"), "What is reported without a method."),
        "hoped": many({"type": "string"}, "Names of claims that were hoped for."),
        "money": many(holds(line), "Where the money went."),
        "superseded_by": many(holds(successor), "Later entries that replace what it says."),
    }
    return holds(properties, "What came of an entry, in the order in which it can be trusted.")


def _outcome(labels: Labels) -> Schema:
    properties = {
        "outcome": term("outcomes", labels),
        "label": text("Name."),
        "answer": many(SENTENCES),
        "results": ref("Tally"),
        "claimed": ref("Tally"),
        "differences": many(SENTENCES, "What differs between results that point different ways."),
        "claims": many(ref("Claim"), "Every claim, the strongest first."),
    }
    return holds(properties)


def _theme() -> Schema:
    properties = {
        "theme": text("Theme."),
        "sources": whole("Sources that the lessons come from."),
        "lessons": many(_owned("Lesson")),
    }
    return holds(properties)


def _owned(shape: str) -> Schema:
    return holds({"entry": text("Slug of the entry."), "fact": ref(shape)})


def _card(labels: Labels) -> Schema:
    names = ("slug", "title", "summary", "status_as_of", "date")
    return holds(
        {
            **{name: text(name.replace("_", " ").capitalize() + ".") for name in names},
            "kind": term("kinds", labels),
            "status": term("status", labels),
            "place": optional(text("Place.")),
            "region": optional(term("regions", labels)),
            "latitude": NUMBER,
            "longitude": NUMBER,
            "strength": STRENGTH,
            "url": URL,
        }
    )


def _explained() -> Schema:
    properties = {
        "vocabulary": {"type": "string", "examples": list(NAMES)[:2]},
        "term": text("Id of the term."),
        "label": text("Name."),
        "definition": text("What it means."),
        "also": many({"type": "string"}, "Other words for it."),
        "topic": optional(text("Address of its topic, below the root of the site.")),
    }
    return holds(properties, "A term of a vocabulary.")


def _contact() -> Schema:
    names = ("name", "role", "organisation", "email", "phone")
    return holds(
        {
            **{name: optional(text("As printed.")) for name in names},
            "as_of": text("Date of the source that printed it."),
            "age_years": {"type": "integer", "description": "Age of the details in whole years."},
            "entry": text("Slug of the entry."),
            "entry_title": text("Its title."),
            "url": text("Absolute address of the entry."),
            "source": text("Id of the source."),
            "at": text("Place in the source."),
            "data_version": text("Version of the data."),
        },
        "A contact as printed.",
    )


def _vanguard(labels: Labels) -> Schema:
    return holds(
        {
            "slug": text("Slug."),
            "title": text("Title."),
            "vanguard_type": term("care_models", labels),
            "vanguard_wave": whole("Wave, 1 to 3."),
            "vanguard_chosen": text("Month in which it was chosen."),
            "status": term("status", labels),
            "status_as_of": text("Date of the status."),
            "place": optional(text("Place.")),
            "region": optional(term("regions", labels)),
            "latitude": NUMBER,
            "longitude": NUMBER,
            "url": URL,
            "claimed": ref("Tally"),
            "found": ref("Tally"),
            "strength": STRENGTH,
            "claims_contradicted": whole("Its claims that a study speaks against."),
            "claimed_words": text("What it claimed, in counts."),
            "found_words": text("What studies found, in counts."),
            "claimed_first": many(SENTENCES, "Some of what it claimed."),
            "found_first": many(SENTENCES, "The strongest of what studies found."),
        },
        "A site that was chosen in a wave: what it claimed, what studies of it found, how strong.",
    )
