"""What readers found wrong or missing in the entries: each case with what must hold today. A case keeps its test for good."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from ingest.read.load import Base

FACTS = ("population", "impacts", "milestones", "figures", "lessons")


class Case(NamedTuple):
    """One case: where it is, what one of the facts there must say, and what none of them may."""

    slug: str
    place: str
    says: str = ""
    never: str = ""


def strings(data: Any) -> Iterator[str]:  # noqa: ANN401 - any YAML value
    """Give every text and number in it as text."""
    if isinstance(data, dict):
        for inner in data.values():
            yield from strings(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from strings(inner)
    elif data is not None:
        yield str(data)


def held(base: Base, slug: str, place: str = "") -> list[str]:
    """Give the facts at a dotted place of an entry, each as one text; without a place, all of the entry as one."""
    data: Any = entry(base, slug)
    for name in place.split(".") if place else ():
        data = data.get(name) if isinstance(data, dict) else None
    return [" ".join(strings(fact)) for fact in (data if isinstance(data, list) else [data]) if fact is not None]


def entry(base: Base, slug: str) -> dict[str, Any]:
    """Give an entry as its file holds it; some cases are of the sources' files."""
    data = base.documents[slug if slug in base.documents else f"sources/{slug}"].data
    assert isinstance(data, dict)
    return data


def impact(base: Base, slug: str, name: str) -> dict[str, Any]:
    return next(one for one in entry(base, slug)["impacts"] if one.get("id") == name)


WRONG_MEANING = (
    Case("south-notts-outcomes-based-commissioning-case-for-change", "lessons", r"potentially", r"\bsince\b|go on beside"),
    Case("nao-uniting-care-findings", "lessons", r"advisers .*advice", r"examine"),
    Case("bedfordshire-msk-circle", "figures", r"^.*7 percent .*takes", r"7 percent .*\bbefore\b"),
    Case("south-nottinghamshire-transformation-partnership", "lessons", r"urgent care.*Better Care Funds", r"Work in the"),
    Case("south-worcs-community-services-investment", "milestones", r"almost £1m", r"tranche,? completes"),
    Case("south-worcs-promoting-clinical-excellence-contract", "contract.terms", r"interest|pots", r"from single practices"),
    Case("south-worcs-promoting-clinical-excellence-contract", "contract.terms", r"Consultation", r"frailty|long.term cond"),
    Case("mid-notts-single-front-door", "milestones", r"Single Front Door", r"hospital services|both sites"),
    Case("south-worcestershire-frailty-mcp", "milestones", r"spending identified that is to move", r"spending to move from"),
    Case("mid-notts-specialist-intermediate-care-team", "lessons", r"meant to make", r"\bis seamless|takes in"),
    Case("mid-notts-specialist-intermediate-care-team", "summary", r"is to take in", r"takes in"),
    Case("vanguard-waves-2015", "lessons", r"The CCG that tells this", r"does well to"),
    Case("south-worcs-alliance-board", "figures", r"oversee that development", r"money .*to oversee"),
    Case("south-worcs-alliance-board", "summary", r"oversee services developed", r"oversee the .*(money|investment)\b"),
    Case("south-worcs-transformation-fund", "figures", r"band", r"pay.band"),
    Case("fyfv-financial-gap", "figures", r"0\.8 percent-a-year Efficiency gains"),
    Case("fyfv-financial-gap", "impacts", r"30000000000", r"\b0\.8\b"),
    Case("vanguards-admissions-and-bed-days-2020", "milestones", r"2018 .*ran", r"2018 .*began"),
    Case("south-nottinghamshire-transformation-partnership", "lessons", r"do not always find easy", r"hard to find"),
)  # fmt: skip

TOO_STRONG = (
    Case("nuka-southcentral-foundation", "figures", r"from among .* to among", r"country's worst group"),
    Case("mcp-pacs-vanguards-whole-population-budgets", "title", r"most", r"\b23\b"),
    Case("stockport-prevention-alliances", "title", r"in place of earlier", r"six kinds .*under"),
    Case("stockport-mcp", "summary", r"ended contracts", r"bought six|six kinds"),
    Case("south-notts-financial-gap", "summary", r"the other need", r"\bthe reason\b"),
    Case("outcomes-based-commissioning-definition", "contract.stage", r"worked out", r"\bno contract|not yet|had been made"),
    Case("south-nottinghamshire-transformation-partnership", "contract.stage", r"aim", r"no outcomes.based contract"),
    Case("nhs-confederation-2015-role-of-community-services", "summary", r"help manage demand", r"hold down"),
    Case("popps-no-reduction-emergency-admissions", "summary", r"bed days", r"hospital bed days"),
    Case("kings-fund-2014-community-contacts-100m", "summary", r"poorly understood", r"\bsince\b"),
    Case("south-notts-accountable-care-philosophy", "lessons", r"focus on quality", r"\balone\b"),
    Case("nao-uniting-care-findings", "title", r"findings", r"reasons|why"),
    Case("uniting-care-cambridgeshire-peterborough", "summary", r"[Cc]ollapsed", r"auditors' reasons"),
    Case("new-care-models-programme", "lessons", r"[Ll]eadership", r"come first"),
    Case("south-notts-key-challenges", "lessons", r"accountability .* lacking", r"nobody answers"),
    Case("bedfordshire-msk-circle", "summary", r"7 per cent", r"much of it in hospitals"),
    Case("prime-contractor-setup-lessons", "contract.stage", r"not said", r"[Ii]n force for a year"),
    Case("worcestershire-well-connected", "summary", r"similar in scope", r"much the same"),
    Case("worcestershire-well-connected", "population", r"further work", r"much the same"),
    Case("mid-notts-emergency-and-bed-day-targets", "summary", r"2 and 3", r"two measurable"),
    Case("fyfv-new-care-model-types", "summary", r"barrier", r"blocks good care"),
    Case("fyfv-new-care-model-types", "lessons", r"full integration", r"complete merger"),
    Case("south-worcs-patient-experience-from-to", "summary", r"intends", r"promised"),
    Case("worcestershire-better-care-fund", "summary", r"look similar", r"wants to build"),
    Case("worcestershire-better-care-fund", "contract.stage", r"existed", r"In place"),
    Case("worcestershire-better-care-fund", "organisations", r"CCG", r"Department of Health|funder"),
    Case("south-worcs-patients-want-no-joins", "title", r"\bone\b", r"[Pp]atients (do not|don't) want"),
    Case("mid-notts-capability-assessment-2015", "lessons", r"[Aa]mong the providers", r"is not enough|[Ww]illingness alone"),
    Case("social-care-integration-legal-barriers", "summary", r"Likewise", r"Both need"),
    Case("south-worcestershire-frailty-mcp", "population", r"pilot is planned", r"chosen"),
    Case("south-worcestershire-frailty-mcp", "lessons", r"may need new legislation", r"changes need new"),
    Case("south-worcs-transformation-fund", "", r"QIPP", r"no money for change"),
    Case("staffordshire-cancer-prime-provider", "lessons", r"one bidder left", r"nothing to fall back on"),
    Case("wsd-telehealth-trial-2012", "lessons", r"could come from", r"in part come"),
)  # fmt: skip

TITLES_AND_BODIES = (
    Case("kings-fund-2014-community-contacts-100m", "summary", r"How they can transform"),
    Case("kings-fund-2016-provider-approaches", "summary", r"Emerging innovations in governance"),
    Case("monitor-2015-community-contracts-survey", "summary", r"Commissioning better community services"),
    Case("nuffield-trust-evaluation-lessons", "summary", r"Evaluating integrated and"),
    Case("nuffield-trust-evaluation-lessons", "not_stated", r"Year and authors", r"not named|which publication"),
    Case("mcp-definition-rapid-review", "not_stated", r"The future of primary care"),
    Case("erewash-mcp", "contract.terms", r"potential new payment model"),
    Case("south-notts-2015", "authors", r"Caroline Baria"),
    Case("rapid-review-2016-scope-and-limits", "lessons", r"Transforming London"),
)

MISSING = (
    Case("south-nottinghamshire-transformation-partnership", "lessons", r"public, or the equivalent.* each quarter"),
    Case("south-nottinghamshire-transformation-partnership", "not_stated", r"[Cc]onsultation.*not said"),
    Case("nuka-southcentral-foundation", "impacts", r"staff-numbers decrease"),
    Case("south-worcs-provider-response-requirements", "lessons", r"initial intentions.*may change"),
    Case("worcestershire-financial-challenge", "lessons", r"acute trust .*efficient on a large"),
    Case("south-worcestershire-frailty-mcp", "contract.terms", r"guidance and law .*compliant"),
    Case("south-worcestershire-frailty-mcp", "contract.terms", r"enter or leave the cohort"),
    Case("south-worcestershire-frailty-mcp", "contract.terms", r"new proposals"),
    Case("south-worcestershire-frailty-mcp", "lessons", r"primary care workforce"),
    Case("south-worcestershire-frailty-mcp", "milestones", r"Primary Care Committee"),
    Case("south-worcs-promoting-clinical-excellence-contract", "", r"expressions of interest"),
    Case("south-worcs-promoting-clinical-excellence-contract", "contract.terms", r"collaborative care model"),
    Case("south-worcestershire-frailty-mcp", "milestones", r"Monitor's national group"),
    Case("south-worcestershire-frailty-mcp", "milestones", r"first of many.*wider membership"),
    Case("south-worcs-stay-well-healthcare", "lessons", r"manage the market and assure quality"),
    Case("south-worcestershire-frailty-mcp", "lessons", r"peer support.*modelling.*quality improvement"),
    Case("south-worcs-transformation-fund", "contract.terms", r"estates strategy, whose development CCGs lead"),
    Case("south-worcestershire-frailty-mcp", "impacts", r"incentives and financial reward"),
    Case("south-worcestershire-frailty-mcp", "impacts", r"bureaucracy"),
    Case("fyfv-prevention-and-empowerment-statistics", "lessons", r"unhealthy living .*ageing"),
    Case("mid-notts-alliance-contract", "contract.terms", r"commissioning intentions letter"),
    Case("mid-nottinghamshire-better-together", "milestones", r"well placed to lead"),
)  # fmt: skip

PLACES = (
    Case("south-notts-intermediate-care-review", "milestones", r"28 February 2013.*Background Papers"),
    Case("south-notts-intermediate-care-review", "milestones", r"26 February 2015.*Background Papers"),
    Case("bassetlaw-integration-programme", "milestones", r"2015-03-02.*Background Papers"),
    Case("south-nottinghamshire-transformation-partnership", "milestones", r"third of three.*paragraph 2 and Recommendation 1"),
)  # fmt: skip

# A title or a summary may not say more than the rest of its own entry.
NO_LESSONS = (
    Case("bassetlaw-integration-programme", "title", r"mention only"),
    Case("ics-national-workstreams-and-learning-materials", "lessons", r"communities of practice"),
)

# Terms by which filters find an entry: those that it must have, and those that it must not.
TERMS: tuple[tuple[str, str, set[str], set[str]], ...] = (
    ("erewash-mcp", "settings", {"mental-health"}, set()),
    ("mcp-pacs-vanguards-whole-population-budgets", "contract.types", {"capitated"}, {"outcomes-based"}),
    ("south-notts-financial-gap", "care_models", set(), {"aco"}),
    ("south-notts-key-challenges", "care_models", set(), {"aco"}),
    ("stockport-mcp", "population_groups", {"whole-population"}, {"long-term-conditions"}),
    ("south-nottinghamshire-transformation-partnership", "contract.types", {"outcomes-based"}, {"pooled-budget"}),
    ("morecambe-bay-pacs", "settings", {"acute-hospital"}, {"general-practice"}),
    ("information-governance-barrier-segmentation", "contract.types", set(), {"capitated"}),
    ("worcestershire-population-segmentation", "contract.types", set(), {"capitated"}),
    ("south-worcs-patients-want-no-joins", "care_models", set(), {"mcp"}),
    ("mid-notts-service-problems-feedback", "care_models", set(), {"pacs"}),
    ("reconnections-social-impact-bond", "care_models", set(), {"integrated-care-other"}),
    ("south-worcs-prime-ministers-challenge-fund", "contract.types", set(), {"grant"}),
)

NO_VALUE: dict[str, Any] = {"value": None}
REPORTED = {"basis": "reported"}
NOT_EMERGENCY = {"outcome": "hospital-admissions"}
# Impacts that were recorded wrongly, each with what its fields hold; None where a field must be left out.
IMPACTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("bedfordshire-msk-circle", "patients-seen", {**REPORTED, **NO_VALUE, "from": 40, "to": 90}),
    ("nuka-southcentral-foundation", "hospital-days", {**REPORTED, "value": -36}),
    ("nuka-southcentral-foundation", "urgent-and-emergency-care", {**REPORTED, "value": -42}),
    ("nuka-southcentral-foundation", "specialist-visits", {**REPORTED, "value": -58}),
    ("rapid-review-key-impacts-table", "nuka-hospital-days", {**REPORTED, "value": -36}),
    ("rapid-review-key-impacts-table", "nuka-specialist-visits", REPORTED),
    ("prime-contractor-setup-lessons", "patients-seen", {**REPORTED, "repeats": "bedfordshire-msk-circle#patients-seen"}),
    ("morecambe-bay-pacs", "referrals-avoided", {**REPORTED, "value": -1668}),
    ("foundation-health-group", "travel", {**REPORTED, "value": -14000}),
    ("worcestershire-care-home-nurse-practitioners", "hospital-admissions", {**REPORTED, **NOT_EMERGENCY, "qualifier": "about"}),
    ("nhs-confederation-2015-role-of-community-services", "admission", NOT_EMERGENCY),
    ("nhs-confederation-2015-role-of-community-services", "worcestershire-hospital-admissions", NOT_EMERGENCY),
    ("nhs-confederation-2015-role-of-community-services", "demand", {"direction": "not-stated"}),
    ("isle-of-wight-crisis-team", "hospital-admissions", {**NOT_EMERGENCY, "basis": "target"}),
    ("virtual-wards-no-reduction-emergency-use", "emergency-hospital-use", {"outcome": "emergency-hospital-use"}),
    ("integrated-care-three-gaps", "demand", {"outcome": "activity", "direction": "not-stated"}),
    ("frimley-ics", "referrals", {"direction": "not-stated"}),
    ("frimley-ics", "emergency-admissions", {"direction": "not-stated"}),
    ("integrated-care-systems-first-cohort", "strain-on-ae", {**REPORTED, "outcome": "activity", "direction": "not-stated"}),
    ("integrated-care-systems-first-cohort", "seeing-a-gp", REPORTED),
    ("integrated-care-systems-first-cohort", "cancer-and-mental-health-access", REPORTED),
    ("community-models-no-emergency-admission-reduction", "emergency-admissions", {"design": "not-stated"}),
    ("dh-integrated-care-pilots", "cost-elective-and-outpatient", {"direction": "decrease"}),
    ("dh-integrated-care-pilots", "cost-emergency-admissions", {"direction": "increase"}),
    ("mid-nottinghamshire-better-together", "savings-2018", {**REPORTED, "value": 20000000, "about": ["pacs"]}),
    ("mid-notts-alliance-contract", "savings-2018", {"about": ["pacs"]}),
    ("fyfv-new-care-model-types", "midwife-led-births", {"about": [], "direction": "no-evidence-of-change"}),
    ("fyfv-financial-gap", "gap-30bn", {"measure": "level", "direction": "not-stated"}),
    ("social-isolation-drives-service-use", "frequent-use", {"direction": "not-stated"}),
    ("social-isolation-drives-service-use", "long-term-support", {"direction": "not-stated"}),
    ("worcestershire-population-segmentation", "experience", {"basis": "target"}),
    ("worcestershire-population-segmentation", "health-outcomes", {"basis": "target"}),
    ("mid-notts-self-care-hub", "patient-activation-aim", {"outcome": "patient-activation"}),
    ("south-worcs-recovery-at-home", "nurse-visit", {"basis": "illustration"}),
)  # fmt: skip

# Places that sources do not print as such: a heading that was made up, and one that stands on another slide.
NOT_PRINTED = r"possible new models of care|three strategic themes|What Alliance Year 1"


def named(case: Case) -> str:
    return f"{case.slug}-{case.place}"


@pytest.mark.parametrize(
    "case", [*WRONG_MEANING, *TOO_STRONG, *TITLES_AND_BODIES, *MISSING, *PLACES, *NO_LESSONS], ids=named
)
def test_a_fact_says_what_the_source_says_and_no_more(real_base: Base, case: Case) -> None:
    facts = held(real_base, case.slug, case.place)
    assert any(re.search(case.says, fact) for fact in facts), f"nothing says {case.says!r}: {facts}"
    assert not [fact for fact in facts if case.never and re.search(case.never, fact)]


@pytest.mark.parametrize(("slug", "name", "fields"), IMPACTS, ids=lambda value: value if isinstance(value, str) else "")
def test_an_impact_is_recorded_as_the_source_has_it(
    real_base: Base, slug: str, name: str, fields: dict[str, Any]
) -> None:
    found = impact(real_base, slug, name)
    assert {field: found.get(field) for field in fields} == fields


@pytest.mark.parametrize(("slug", "place", "needed", "wrong"), TERMS)
def test_filters_find_an_entry_by_what_the_source_supports(
    real_base: Base, slug: str, place: str, needed: set[str], wrong: set[str]
) -> None:
    terms = set(held(real_base, slug, place))
    assert needed <= terms
    assert not terms & wrong


def test_being_named_is_no_result_and_what_is_to_be_looked_at_is_no_aim(real_base: Base) -> None:
    assert "impacts" not in entry(real_base, "worcestershire-well-connected")
    recovery = [one["basis"] for one in entry(real_base, "south-worcs-recovery-at-home")["impacts"]]
    assert set(recovery) == {"illustration"}


def test_a_failed_bid_is_no_part_of_what_followed_and_no_vanguard(real_base: Base) -> None:
    links = entry(real_base, "worcestershire-vanguard-application")["related"]
    assert "part-of" not in {link["relation"] for link in links if link["slug"] == "south-worcestershire-frailty-mcp"}
    for slug in ("south-worcestershire-frailty-mcp", "worcestershire-well-connected"):
        assert entry(real_base, slug)["kind"] == "programme"


def test_no_citation_names_a_place_that_its_source_does_not_print(real_base: Base) -> None:
    wrong = [
        (slug, cite["at"])
        for slug in real_base.entries
        for cite in citations(entry(real_base, slug))
        if re.search(NOT_PRINTED, cite["at"])
    ]
    assert wrong == []


def citations(data: Any) -> Iterator[dict[str, str]]:  # noqa: ANN401 - any YAML value
    """Give every citation of an entry."""
    if isinstance(data, dict):
        if set(data) == {"source", "at"}:
            yield data
        for inner in data.values():
            yield from citations(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from citations(inner)


def test_a_step_that_lasted_is_not_told_by_its_beginning_alone(real_base: Base) -> None:
    told = [
        (slug, step["what"])
        for slug in real_base.entries
        for step in entry(real_base, slug).get("milestones", [])
        if "to" in step
        and re.search(r"\b(began|begins|begin|starts?|started|ends?|ended)\b", step["what"], re.IGNORECASE)
    ]
    assert told == []
