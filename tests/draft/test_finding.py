import pytest

from ingest.draft.finding.facts import FactKind, Sureness
from ingest.draft.finding.finder import Finder
from tests.draft.found import facts, told


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The scheme has 12 GP practices in two towns.", 12, "practices"),
        ("It runs in 12 out of the 16 practices of the town.", 12, "practices"),
        ("There are 1.5 million admissions each year.", 1500000, "admissions"),
        ("The programme costs £2.4m a year to run.", 2400000, "GBP-a-year"),
        ("They spent £74 per registered patient per year on it.", 74, "GBP-per-person-a-year"),
        ("About 40% of the nurses had left.", 40, "percent"),
        ("The share rose by 3.5 percentage points, which nobody had foreseen.", 3.5, "percentage-points"),
        ("Patients waited 14 days for a visit.", 14, "days"),
        ("The hub is open seven days a week.", 7, "days-a-week"),
        ("Nurses answer the line 24 hours a day.", 24, "hours-a-day"),
        ("The patients were aged 81 years on average.", 81, "years-of-age"),
        ("Plans were made for 33 and 18 months respectively.", 33, "months"),
        ("One in six people over 85 lives in a care home.", 1, "in-6-people"),
        ("There were 1,712 hospital days per 1,000 patients.", 1712, "per-1000"),
        ("The team took on 2049 new staff in that time.", 2049, "staff"),
        ("The cost of the process was 1m in the end.", 1000000, "currency-not-printed"),
        ("Spending; Budget, £m: 4.7; Gap: none", 4700000, "GBP"),
        ("Funding (£000); 2015: 4,700; 2016: 5,200", 5200000, "GBP"),
        ("Beds used, %; North: 40; South: 52", 52, "percent"),
        ("The threshold per QALY that they chose was £92,000.", 92000, "GBP-per-qaly"),
        ("Each pound was well spent: £3.74 for every £1 invested.", 3.74, "GBP-for-each-pound"),
        ("Annually the three trusts of the town spend more than £120m on drugs.", 120000000, "GBP-a-year"),
        ("Its budget has £20m in recurrent annual funds.", 20000000, "GBP-a-year"),
        ("The year-on-year rise in the number of nurses was about 8%.", 8, "percent-a-year"),
        ("The alliance has 13 health, social care and voluntary sector organisations.", 13, "organisations"),
        ("The trust has a 150-bed hospital in the town.", 150, "beds"),
        ("It spared them 14,000 patient travel miles in that time.", 14000, "miles"),
        ("The trial ran at 9 hospital and community sites.", 9, "sites"),
        ("We looked at three of the 15 Sampleton “rapid test” sites.", 3, "sites"),
        ("There were 965 patients (534 with the device; 431 without).", 431, "patients"),
        ("Of 68 reports, three were controlled studies.", 3, "studies"),
        ("In total 82 residents died in that time.", 82, "deaths"),
        ("Some 100 million community contacts take place each year.", 100000000, "contacts-a-year"),
        ("They had 1.7 emergency admissions in the year before.", 1.7, "admissions-per-person-a-year"),
        ("An effect size (ES) of 0.24 was found.", 0.24, "effect-size"),
        ("In the end only one bidder was left.", 1, "bidders"),
        ("Each team is there 24/7 for its patients.", 24, "hours-a-day"),
    ],
)
def test_a_figure_has_the_unit_that_the_words_around_it_name(
    finder: Finder, text: str, value: float, unit: str
) -> None:
    figures = facts(finder, FactKind.FIGURE, text)
    assert (value, unit) in [told(fact, "value", "unit") for fact in figures]


@pytest.mark.parametrize(
    "text",
    [
        "See Table 4 and page 12 of the report.",
        "This was said on 3 May 2016 in Phase 2.",
        "The difference was clear (p = 0.02).",
        "Call 0123 456 7890 for more.",
        "It is part of the Five Year Forward View.",
        "They gained something for every £1 that they spent.",
    ],
)
def test_a_number_that_only_names_something_is_no_figure(finder: Finder, text: str) -> None:
    assert facts(finder, FactKind.FIGURE, text) == []


def test_an_estimate_without_a_unit_is_worth_a_check_where_the_study_tests(finder: Finder) -> None:
    tested, bare = (
        facts(finder, FactKind.FIGURE, f"Sampleton; Model A: 0.26{interval}; Model B: none")[0]
        for interval in (" (95% CI 0.10 to 0.42)", "")
    )
    assert (tested.sureness, bare.sureness) == (Sureness.CHECK, Sureness.GUESS)


@pytest.mark.parametrize(
    "printed",
    ["(0.10 to 0.42)", "(95% CI 0.10 to 0.42)", "[0.10; 0.42]", "(0.10, 0.42)", "(95% CI: 0.10, 0.42)", "(0.10–0.42)"],
)
def test_an_interval_is_read_in_every_notation(finder: Finder, printed: str) -> None:
    (figure,) = facts(finder, FactKind.FIGURE, f"The coefficient was 0.26 {printed} in this model.")
    assert figure.numbers == ("0.26", "0.1", "0.42")


def test_an_interval_below_nothing_keeps_its_signs(finder: Finder) -> None:
    text = "Emergency admissions fell by 0.63 per 1,000 patients per month; −1.17 to −0.09."
    (impact,) = facts(finder, FactKind.IMPACT, text)
    assert impact.fields["interval"] == {"low": -1.17, "high": -0.09, "level": 95}


def test_a_list_of_ratios_names_the_ratio_once(finder: Finder) -> None:
    text = (
        "Bed days (rate ratio 0.50, 95% CI 0.30 to 0.82) and emergency admissions (0.57, 95% CI 0.40 to 0.81) changed."
    )
    told_of = [told(fact, "outcome", "direction", "measure") for fact in facts(finder, FactKind.IMPACT, text)]
    assert ("emergency-admissions", "decrease", "ratio") in told_of


def test_what_is_fewer_is_what_stands_behind_it(finder: Finder) -> None:
    text = "There were 11% fewer emergency admissions and 3% fewer half school days missed in the town."
    assert "3" not in [fact.numbers[0] for fact in facts(finder, FactKind.IMPACT, text)]


@pytest.mark.parametrize(
    "text",
    [
        "It is unlikely that such teams reduced emergency admissions.",
        "The sites missed their goal of reducing emergency admissions.",
        "The town needed to reduce emergency admissions.",
    ],
)
def test_what_is_only_supposed_is_no_result(finder: Finder, text: str) -> None:
    assert facts(finder, FactKind.IMPACT, text) == []


def test_a_sum_says_the_years_that_it_covers(finder: Finder) -> None:
    texts = ("They signed a contract worth £120m over five years.", "The ten-year contract was worth £687m in all.")
    periods = [fact.fields.get("period") for fact in facts(finder, FactKind.CONTRACT_VALUE, *texts)]
    assert periods == ["five years", "ten years"]


def test_how_long_something_was_watched_is_for_a_check(finder: Finder) -> None:
    (span,) = facts(finder, FactKind.FIGURE, "They were watched for 18 months.")
    assert span.sureness == Sureness.CHECK


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("It has more than 40 beds.", "more-than"),
        ("It has almost 40 beds.", "almost"),
        ("It has about 40 beds.", "about"),
        ("It has up to 40 beds.", "up-to"),
        ("It has at least 40 beds.", "at-least"),
        ("It has fewer than 40 beds.", "less-than"),
    ],
)
def test_the_word_that_makes_a_number_less_exact_is_kept(finder: Finder, text: str, qualifier: str) -> None:
    (figure,) = facts(finder, FactKind.FIGURE, text)
    assert told(figure, "value", "qualifier") == (40, qualifier)


def test_a_range_has_two_ends(finder: Finder) -> None:
    (figure,) = facts(finder, FactKind.FIGURE, "Neighbourhoods have 20 to 30 beds each.")
    assert told(figure, "value", "value_to", "unit") == (20, 30, "beds")


@pytest.mark.parametrize(
    ("text", "outcome", "direction", "value"),
    [
        ("Emergency admissions fell by 12% in Sampleton.", "emergency-admissions", "decrease", -12),
        ("There was a 9% increase in emergency admissions.", "emergency-admissions", "increase", 9),
        ("Residents attended A&E 33% more often after that.", "urgent-care-attendances", "increase", 33),
        ("Hospital bed days were 4.5% lower than before.", "bed-days", "decrease", -4.5),
        ("We saw falls of 21% and 22% in A&E attendances and bed days.", "bed-days", "decrease", -22),
        ("A&E attendances and bed days rose by 4% and 6% respectively.", "bed-days", "increase", 6),
        ("The scheme saved £1.2 million in its first year.", "savings", "increase", 1200000),
        ("In all, 847 hospital admissions were avoided.", "hospital-admissions", "decrease", -847),
        ("Sampleton Way; Change in emergency admissions: -2.7%; Beds: 40", "emergency-admissions", "decrease", -2.7),
    ],
)  # fmt: skip
def test_a_result_has_its_outcome_and_what_happened_to_it(
    finder: Finder, text: str, outcome: str, direction: str, value: float
) -> None:
    impacts = facts(finder, FactKind.IMPACT, text)
    assert (outcome, direction, value) in [told(fact, "outcome", "direction", "value") for fact in impacts]


def test_a_result_has_its_interval_with_the_sign_of_the_value(finder: Finder) -> None:
    text = "Emergency admissions were 14% lower than in matched controls (95% confidence interval: 3 to 24)."
    (impact,) = facts(finder, FactKind.IMPACT, text)
    assert told(impact, "value", "interval", "measure", "basis", "design") == (
        -14,
        {"low": -24, "high": -3, "level": 95},
        "difference",
        "observed",
        "matched-control",
    )
    assert impact.fields["comparator"] == {"name": "matched controls"}


def test_an_interval_that_holds_no_effect_shows_none(finder: Finder) -> None:
    text = "There was little change in mortality in this trial (risk ratio 0.98, 95% CI 0.65 to 1.47)."
    (impact,) = facts(finder, FactKind.IMPACT, text)
    assert told(impact, "outcome", "direction", "measure", "value", "unit") == (
        "mortality",
        "no-evidence-of-change",
        "ratio",
        0.98,
        None,
    )


def test_levels_before_and_after_are_told_apart_from_a_range(finder: Finder) -> None:
    (impact,) = facts(finder, FactKind.IMPACT, "The waiting time fell from 14 to eight days within six months.")
    assert told(impact, "outcome", "direction", "from", "to", "unit") == ("waiting-time", "decrease", 14, 8, "days")


def test_what_was_found_elsewhere_belongs_to_the_result(finder: Finder) -> None:
    text = "Emergency admissions rose by 6%, compared with a rise of 12% in the rest of England."
    (impact,) = facts(finder, FactKind.IMPACT, text)
    assert told(impact, "value", "comparator") == (6, {"name": "rest of England", "value": 12})


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("The partners aim to reduce emergency admissions by 20%.", "target"),
        ("The model forecasts that emergency admissions will fall by 20%.", "projection"),
        ("The manager says that emergency admissions fell by 20%.", "reported"),
        ("We compared them with matched controls. Emergency admissions fell by 20% (p < 0.01).", "observed"),
    ],
)
def test_an_aim_a_forecast_a_claim_and_a_measurement_are_told_apart(finder: Finder, text: str, basis: str) -> None:
    impacts = facts(finder, FactKind.IMPACT, text)
    assert basis in [fact.fields["basis"] for fact in impacts]


def test_people_who_are_served_are_a_population(finder: Finder) -> None:
    (population,) = facts(finder, FactKind.POPULATION, "The scheme covers a population of around 45,000.")
    assert told(population, "size", "qualifier", "counts") == (45000, "about", "people")


def test_money_of_a_contract_is_a_contract_value(finder: Finder) -> None:
    (value,) = facts(finder, FactKind.CONTRACT_VALUE, "The contract was worth £687m over ten years.")
    assert told(value, "amount", "currency") == (687000000, "GBP")


@pytest.mark.parametrize(
    ("text", "date", "what", "state"),
    [
        ("The service was launched in June 2015.", "2015-06", "Launch", "happened"),
        ("The contract will be signed in April 2016.", "2016-04", "Contract signed or awarded", "planned"),
        ("The pilot ended in 2016/17.", "2016/17", "End", "happened"),
        ("New teams started in 2019.", "2019", "Start", "planned"),
        ("The scheme started in March 2016, and it plans to grow.", "2016-03", "Start", "happened"),
        ("The board approved this in July 2014; it will save money.", "2014-07", "Decision", "happened"),
        ("Agree a first town; by: October 2016", "2016-10", "Preparation", "planned"),
    ],
)
def test_a_dated_step_has_happened_or_is_planned(finder: Finder, text: str, date: str, what: str, state: str) -> None:
    (step,) = facts(finder, FactKind.MILESTONE, text)
    assert told(step, "date", "what", "state") == (date, what, state)


def test_a_professional_contact_is_found_and_a_private_address_is_not(finder: Finder) -> None:
    text = "Contact: Pat Example pat@example.nhs.uk or write to pat.home@gmail.com."
    (contact,) = facts(finder, FactKind.CONTACT, text)
    assert told(contact, "name", "email", "as_of") == ("Pat Example", "pat@example.nhs.uk", "2017-05")


def test_a_lesson_is_a_pointer_and_copies_nothing(finder: Finder) -> None:
    text = "It takes time to build trust between practices and the hospital in a small town."
    (lesson,) = facts(finder, FactKind.LESSON, text)
    assert (dict(lesson.fields), lesson.sureness) == ({}, Sureness.GUESS)
    assert lesson.spots[0].words == "It takes time to build trust between"
