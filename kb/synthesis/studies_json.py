"""What came of an entry as JSON: what studies found, what it reported, what it hoped for, its money."""

from dataclasses import asdict
from typing import Any

from kb.published.studies import SchemeEvidence, TestedClaim
from kb.synthesis.topic_json import claim_as_json


def evidence_as_json(evidence: SchemeEvidence) -> dict[str, Any]:
    """Give what came of an entry, in the order in which it can be trusted."""
    return {
        "studied": [_tested(one) for one in evidence.studied],
        "reported": [_tested(one) for one in evidence.reported],
        "hoped": [claim.id for claim in evidence.hoped],
        "money": [asdict(one) for one in evidence.money],
        "superseded_by": [asdict(one) for one in evidence.superseded],
    }


def _tested(one: TestedClaim) -> dict[str, Any]:
    links = [
        {
            "relation": link.relation,
            "words": link.words,
            "claim": link.other.id,
            "url": link.other.url,
            "note": link.note,
        }
        for link in one.links
    ]
    return {**claim_as_json(one.claim), "links": links, "no_study": one.untested}
