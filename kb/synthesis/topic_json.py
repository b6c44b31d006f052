"""A topic as JSON, in the order of its page."""

from dataclasses import asdict
from typing import Any

from kb.published.claims import ClaimRecord
from kb.published.entry_json import cited, impact_as_json
from kb.synthesis.subjects import Listed, Subjects
from kb.synthesis.tally import Tally
from kb.synthesis.topic import OutcomePart, Topic
from kb.synthesis.topic_facts import EntryCard
from kb.synthesis.topic_head import Numbers

Json = dict[str, Any]


def topic_as_json(topic: Topic) -> Json:
    """Give all that a topic says."""
    return {
        **subjects_as_json(topic.subjects),
        "numbers": numbers_as_json(topic.numbers),
        "answer": [*topic.answer, *topic.of_under],
        "under_such_a_contract": len(topic.under),
        "results_under_such_a_contract": [claim_as_json(claim) for claim in topic.under],
        "outcomes": [_outcome(part) for part in topic.outcomes],
        "went_wrong": [asdict(one) for one in topic.wrongs],
        "lessons": [
            {
                "theme": group.theme,
                "sources": group.sources,
                "lessons": [_owned(one.entry, one.lesson) for one in group.lessons],
            }
            for group in topic.lessons
        ],
        "contract_terms": [_owned(one.entry, one.fact) for one in topic.terms],
        "contract_values": [_owned(one.entry, one.fact) for one in topic.sums],
        "regions": [{"label": label, "entries": count} for label, count in topic.regions],
        "contacts": [_owned(one.entry, one.fact) for one in topic.contacts],
        "not_measured": {"hoped_for": list(topic.unmeasured.hoped), "missing": list(topic.unmeasured.missing)},
        "entries": [_card(card) for card in topic.entries],
        "sources": [{**asdict(source), "measured": bool(source.measured)} for source in topic.sources],
    }


def numbers_as_json(numbers: Numbers) -> Json:
    """Give the three numbers at the head of a topic."""
    return {
        "results": tally_as_json(numbers.studied),
        "strength": numbers.strength,
        "design": numbers.design,
        "sums": numbers.sums,
        "money": numbers.money or None,
    }


def subjects_as_json(subjects: Subjects) -> Json:
    """Give what a topic is about."""
    return {
        "title": subjects.title,
        "url": subjects.url,
        "subjects": [
            {
                "vocabulary": one.vocabulary.name,
                "term": one.term.id,
                "label": one.term.label,
                "definition": one.term.definition,
            }
            for one in subjects.all
        ],
    }


def listed_as_json(listed: Listed) -> Json:
    """Give a topic as the list of all has it."""
    counts = {"entries": listed.entries, "results": listed.studied, "claimed": listed.claimed}
    return {**subjects_as_json(listed.subjects), **counts}


def tally_as_json(counts: Tally) -> Json:
    """Give counts of results."""
    return {"total": counts.total, "studies": counts.homes, "moved": counts.moved, "effects": counts.effects}


def claim_as_json(claim: ClaimRecord) -> Json:
    """Give a claim with its impact."""
    return {
        "claim": claim.id,
        "entry": claim.entry,
        "title": claim.title,
        "url": claim.url,
        "moved": claim.moved,
        "studied": claim.studied,
        "year": claim.year,
        "read": claim.read,
        "impact": impact_as_json(claim.impact),
    }


def _outcome(part: OutcomePart) -> Json:
    return {
        "outcome": part.outcome.id,
        "label": part.outcome.label,
        "answer": list(part.answer),
        "results": tally_as_json(part.studied),
        "claimed": tally_as_json(part.claimed),
        "differences": [one.sentence for one in part.differing],
        "claims": [claim_as_json(claim) for claim in part.claims],
    }


def _owned(entry: str, fact: Any) -> Json:  # noqa: ANN401 - any record that has a citation
    return {"entry": entry, "fact": cited(fact)}


def _card(card: EntryCard) -> Json:
    return {**asdict(card), "url": card.url}
