"""Mistakes that beginners made on purpose, each with the rule that tells of it and words that the answer must hold.

A mistake is a change of the sample entry's text: what stood there, what stands there now. No rule: it is rightly accepted.
"""

from typing import NamedTuple


class Mistake(NamedTuple):
    """One change of a text, the rule that must be broken (none: nothing is), and a word or two of the answer."""

    was: str
    now: str
    rule: str = ""
    says: str = ""


CITE = "  cite:\n    source: leaflet-2016\n    at: slide 3\n"
IMPACT = "  direction: decrease\n  about:\n  - mcp\n  measure: change\n  value: -9.5\n  unit: percent\n"
UNIT = "  value: -9.5\n  unit: percent\n"
EMAIL, PHONE = "email: pat@example.nhs.uk", "phone: 0123 456 7890"
OUTCOME = "outcome: emergency-admissions"
QUESTION, STAGE = "- Whom can I ask about joined-up surgeries?", "stage: shadow form in 2016/17"
TITLE, LESSON = "title: Sampleton community provider", "text: Agree early how savings are shared."
MILESTONE = "- date: 2016/17\n  what: Shadow budget begins\n  state: planned\n"


SILENT = (
    Mistake(IMPACT + "  basis: observed\n  design: before-after\n  baseline: 2014/15\n",
            "  direction: increase\n  about:\n  - mcp\n  measure: level\n  value: 87\n  unit: percent\n"
            "  basis: observed\n  design: survey\n",
            "level-as-change", "baseline"),
    Mistake("size: 97000", "size: 41.300", "thousands-point", "write 41300"),
    Mistake("size: 97000", "size: 41.3", "part-of-a-person", "no number of people"),
    Mistake("size: 97000", "size: 41300.5", "part-of-a-person"),
    Mistake("amount: 20000000", "amount: 20.4", "sum-not-written-out", "write it out"),
    Mistake("unit: percent", "unit: per cent", "unknown-term", "did you mean 'percent'?"),
    Mistake("unit: percent", "unit: Percent", "unknown-term", "did you mean 'percent'?"),
    Mistake("unit: percent", "unit: percents", "unknown-term", "did you mean 'percent'?"),
    Mistake("unit: percent", "unit: percentage point", "unknown-term", "did you mean 'percentage-points'?"),
    Mistake("unit: percent", "unit: pp", "unknown-term", "units"),
    Mistake("direction: decrease", "direction: increase", "direction-against-sign", "negative"),
    Mistake(IMPACT, IMPACT.replace("decrease", "increase").replace(UNIT, "  value: -0.9\n  unit: days\n"),
            "direction-against-sign"),
    Mistake(UNIT, "  value: 0.9\n  unit: days\n", "direction-against-sign"),
    Mistake("design: before-after", "design: randomised-trial", "design-without-comparator", "comparator"),
    Mistake("design: before-after", "design: matched-control", "design-without-comparator", "comparator"),
    Mistake(IMPACT, IMPACT.replace("decrease", "no-evidence-of-change") + "  interval: {low: -13, high: -3.1}\n",
            "interval-against-direction", "no room"),
    Mistake("  baseline: 2014/15\n", "  baseline: 2014/15\n  period: by 2018/19\n", "observed-after-source", "target"),
    Mistake("value: -9.5", "value: -0.15", "share-as-percent", "write -15"),
    Mistake("value: -9.5", "value: -1500", "percent-beyond-reason"),
    Mistake(MILESTONE, "- date: 2015-04-04\n  to: 2014-10\n  what: It began\n  state: happened\n", "dates-reversed", "2014-10"),
    Mistake(MILESTONE, "- date: 2019\n  what: It began\n  state: happened\n", "happened-after-source", "planned"),
    Mistake(MILESTONE, "- date: 1915\n  what: It began\n  state: happened\n", "date-implausible", "century"),
    Mistake(UNIT, UNIT + "  interval: {low: -13, high: -3.1, level: 0.95}\n", "greater-than-equal", "at least 50"),
    *(Mistake("at: slide 3\nmilestones", f"at: {place}\nmilestones", "place-of-citation", "slide 12")
      for place in ("page 1", "p. 1", "page one", "Page 1", "page 99", "slide ?", "see report")),
    *(Mistake("at: slide 3\nmilestones", f"at: {place}\nmilestones", "place-of-citation", "write slide 1")
      for place in ("Slide 1", "sl. 1", "slide1", "slide. 1", "'1'")),
    *(Mistake("at: slide 3\nmilestones", f"at: {place}\nmilestones", "place-of-citation")
      for place in ("slide 0", "slide 3.5", "slide 300000", "slide 3; page 4", "slides 4-3", "slide 1O")),
    Mistake(EMAIL, "email: <pat@example.nhs.uk>", "email-shape", "write it as pat@example.nhs.uk"),
    Mistake(EMAIL, "email: mailto:pat@example.nhs.uk", "email-shape", "write it as pat@example.nhs.uk"),
    Mistake(EMAIL, "email: pat.example@gmail.com", "private-mail", "at work"),
    Mistake(PHONE, "phone: 0123 CALL ME", "phone-shape"),
    Mistake(PHONE, "phone: ask reception", "phone-shape", "leave phone out"),
    Mistake(PHONE, "phone: 07700 900123", "mobile-phone", "office"),
    Mistake("  as_of: 2016-11\n  cite", "  as_of: 2014-11\n  cite", "contact-date", "source's date"),
    Mistake("by: Test editors", "by: Me", "reviewer-is-a-role", "role"),
    Mistake("by: Test editors", "by: Jane Smith", "reviewer-is-a-role", "role"),
    Mistake(LESSON, "text: Mrs Jones could stay at home.", "private-data", "name"),
    Mistake(LESSON, "text: A woman aged 82 could stay at home.", "private-data", "age"),
    Mistake(LESSON, "text: Somebody at 14 Mill Lane could stay at home.", "private-data", "address"),
    Mistake("country: england\n  latitude: 52.9\n  longitude: -1.3", "country: wales",
            "region-against-country", "outside-england"),
    Mistake("latitude: 52.9\n  longitude: -1.3", "latitude: 51.5\n  longitude: -0.12", "outside-region", "East Midlands"),
    Mistake("longitude: -1.3", "longitude: 1.3", "outside-region", "minus"),
    Mistake(LESSON, "text: TODO", "unfinished", "not finished"),
    Mistake(LESSON, "text: Savings are shared, TBC.", "unfinished", "not finished"),
    Mistake(QUESTION, "- How is a fixed budget for each patient tried out before it is real?", "question-twice"),
    Mistake(QUESTION, "- Sampleton community provider?", "question-is-title", "title"),
    Mistake(QUESTION, "- Tell me about the costs", "question-mark"),
    Mistake("field: contract.duration", "field: money", "unknown-field", "contract.values"),
    Mistake(LESSON, "text: Agree <b>early</b> how savings are shared.", "markup", "plain text"),
    Mistake(LESSON, "text: Agree **early** how savings are shared.", "markup", "plain text"),
    Mistake(TITLE, "title: “Sampleton community provider”", "curly-quotes", "straight"),
    Mistake("care_models:\n- mcp\n", "care_models:\n- mcp\n- mcp\n", "term-twice", "already"),
    Mistake(STAGE, "stage: yes", "says-nothing", "not_stated"),
    Mistake("direction: decrease", "direction: slower-rise", "unknown-term", "directions"),
    Mistake("basis: observed", "basis: plan", "unknown-term", "basis"),
    Mistake("longitude: -1.3", "longitude: -1.3\nrelated:\n- slug: riverside-old\n  relation: mentions",
            "unknown-slug", "no entry"),
)  # fmt: skip

WRONG = (
    Mistake("  state: in-progress", "\tstate: in-progress", "yaml-syntax", "a tab stands here"),
    Mistake("  state: in-progress\n  as_of: 2016-11", "\tstate: in-progress\n\tas_of: 2016-11",
            "yaml-syntax", "a tab stands here"),
    Mistake("- mcp\nsettings", "\t- mcp\nsettings", "yaml-syntax", "a tab stands here"),
    Mistake("- mcp\nsettings", "-\tmcp\n- pacs\nsettings", "yaml-syntax", "a tab stands here"),
    Mistake(TITLE, "title:Sampleton community provider", "yaml-syntax", "no space stands after the colon"),
    Mistake("value: -9.5", "value:-9.5", "yaml-syntax", "no space stands after the colon"),
    Mistake(CITE + "milestones", "  cite: {source: leaflet-2016, at: slide 1: para 2}\nmilestones",
            "yaml-syntax", "a colon in a text"),
)  # fmt: skip

POOR = (
    Mistake("size: 97000", 'size: "41300"', "number-type", "take the quotation marks off"),
    Mistake("value: -9.5", "value: −15", "number-type", "minus"),
    Mistake(
        "source: leaflet-2016",
        "source: leaflet–2016",
        "string-pattern-mismatch",
        "looks like a hyphen: type leaflet-2016",
    ),
    Mistake("  as_of: 2016-11\nplace", "   as_of: 2016-11\nplace", "yaml-syntax", "one space further in"),
    Mistake("- mcp\nsettings", "• mcp\n• pacs\nsettings", "yaml-syntax", "begins no item"),
    Mistake("- mcp\nsettings", "– mcp\n– pacs\nsettings", "yaml-syntax", "begins no item"),
    Mistake("state: in-progress", "state = implemented", "yaml-syntax", "equals sign"),
    Mistake(
        CITE + "milestones",
        "  cite: {source: leaflet-2016, at: slide 1, 2}\nmilestones",
        "extra-forbidden",
        "double quotes",
    ),
    Mistake(LESSON, "text: [matched] patients were seen", "yaml-syntax", "begin with ["),
    Mistake(TITLE, f"<<<<<<< HEAD\n{TITLE}\n=======\ntitle: Another\n>>>>>>> b", "yaml-syntax", "conflict"),
)

GOOD = (
    Mistake("title: Sampleton", "title Sampleton", "yaml-syntax", "colon"),
    Mistake(TITLE, 'title: "Sampleton community provider', "yaml-syntax", "quotation mark"),
    Mistake("amount: 20000000", "amount: £20m", "number-type", "20000000"),
    Mistake("value: -9.5", "value: -36%", "number-type", "-36"),
    Mistake("size: 97000", "size: 1,200", "number-type", "1200"),
    Mistake("as_of: 2016-11\nplace", "as_of: 12/03/2016\nplace", "string-pattern-mismatch", "2016-03-12 or 2016-12-03"),
    Mistake("as_of: 2016-11\nplace", "as_of: 4 April 2015\nplace", "string-pattern-mismatch", "write 2015-04-04"),
    Mistake("care_models:\n- mcp\n", "care_models: mcp\n", "list-type", "list"),
    Mistake("status:\n  state: in-progress\n  as_of: 2016-11\n", "status: ended\n", "model-type", "fields"),
    Mistake(
        "outcome: emergency-admissions",
        "outcome: emergency-admision",
        "unknown-term",
        "did you mean 'emergency-admissions'?",
    ),
    Mistake(
        "outcome: emergency-admissions",
        "outcome: Emergency admissions",
        "unknown-term",
        "did you mean 'emergency-admissions'?",
    ),
    Mistake(
        "lessons:\n- text: Agree early how savings are shared.\n" + CITE,
        "lessons:\n- text: Agree early how savings are shared.\n",
        "missing",
        "the 1st lesson's cite is missing",
    ),
    Mistake("source: leaflet-2016", "source: leaflet-2017", "unknown-source", "did you mean 'leaflet-2016'?"),
    Mistake("country: england", "country: NO", "unknown-term", "countries"),
    Mistake("name: Sampleton", "name: Sample\u00a0ton", "unseen-character", "no-break space"),
    Mistake("date: 2016/17", "date: 2015-16", "string-pattern-mismatch", "write 2015/16"),
    Mistake("date: 2016/17", "date: 15/16", "string-pattern-mismatch", "write 2015/16"),
    Mistake("date: 2016/17", "date: 2015/17", "value-error", "financial year"),
    Mistake("date: 2016/17", "date: 2015/2016", "string-pattern-mismatch", "2015/16"),
    Mistake("summary: General", "summary: " + "word " * 80 + "General", "summary-too-long", "80 are allowed"),
    Mistake("settings:", "setings:", "extra-forbidden", "did you mean 'settings'?"),
    Mistake("unit: percent", "unit: percent\n  unit: percent", "duplicate-key", "twice"),
)

ACCEPTED = (
    Mistake("state: in-progress", "state:\tin-progress"),
    Mistake("state: in-progress", "state: in-progress   "),
    Mistake("state: in-progress", "state: in-progress\t"),
    Mistake("date: 2016/17", "date: 2015/16"),
    Mistake(PHONE, "phone: 01905555012"),
    Mistake(PHONE, "phone: +44 1905 555012"),
    Mistake(PHONE, "phone: 0176555012"),
    Mistake("\n", "\r\n"),
    Mistake("kind: vanguard", "\ufeffkind: vanguard"),
    Mistake("settings:", "organisational_forms: []\nsettings:"),
    Mistake(LESSON, "text: >-\n    Agree early: item #1, how savings\n    are shared."),
    Mistake("date: 2016/17", "date: 2015"),
)

# Others, made before anybody looked at what is said of them.
MORE = (
    Mistake("size: 97000", "size: ninety-seven thousand", "number-type", "digits"),
    Mistake("size: 97000", "size: ~97000", "number-type", "write 97000, and say about in qualifier"),
    Mistake("size: 97000", "size: -97000", "greater-than-equal", "at least 0"),
    Mistake("size: 97000", "size: 97.000", "thousands-point", "97000"),
    Mistake("latitude: 52.9\n  longitude: -1.3", "latitude: -1.3\n  longitude: 52.9", "outside-country", "order"),
    Mistake("wave: 1", "wave: first", "number-type", "wave"),
    Mistake("wave: 1", "wave: 7", "less-than-equal", "at most 3"),
    Mistake("currency: GBP", "currency: £", "string-pattern-mismatch", "GBP"),
    Mistake("currency: GBP", "currency: gbp", "string-pattern-mismatch", "capital"),
    Mistake("kind: vanguard", "kind: Vanguard", "unknown-term", "did you mean 'vanguard'?"),
    Mistake("as_of: 2016-11\nplace", "as_of: November 2016\nplace", "string-pattern-mismatch", "write 2016-11"),
    Mistake("as_of: 2016-11\nplace", "as_of: 2016-13\nplace", "string-pattern-mismatch", "date"),
    Mistake("state: planned", "state: done", "string-pattern-mismatch", "planned or happened"),
    Mistake(
        "review:\n  last_checked: '2017-03-01'", "review:\n  last_checked: today", "string-pattern-mismatch", "date"
    ),
    Mistake("last_checked: '2017-03-01'", "last_checked: '2012-03-01'", "checked-before-source", "before"),
    Mistake(EMAIL, "email: pat at example.nhs.uk", "string-pattern-mismatch", "e-mail"),
    Mistake(EMAIL, "email: Pat Example (pat@example.nhs.uk)", "string-pattern-mismatch", "e-mail"),
    Mistake(LESSON, "text: Ask pat@example.nhs.uk for the plan.", "email-outside-contacts", "contacts"),
    Mistake(LESSON, "text: The patient named Mary was glad.", "private-data", "name"),
    Mistake(LESSON, "text: See [the plan](https://example.org/plan).", "markup", "plain"),
    Mistake(LESSON, "text: Savings &amp; costs are shared.", "markup", "plain"),
    Mistake(TITLE, "title: SAMPLETON COMMUNITY PROVIDER", "capitals", "sentence"),
    Mistake(TITLE, "title: Sampleton: a provider", "yaml-syntax", "double quotes"),
    Mistake(TITLE, "title: 'Sampleton's provider'", "yaml-syntax", "quot"),
    Mistake("role: commissioner", "role: Commissioner of care", "unknown-term", "organisation_roles"),
    Mistake("measure: change", "measure: changes", "unknown-term", "did you mean 'change'?"),
    Mistake(UNIT, UNIT + "  from: 20\n  to: 25\n", "change-against-levels", "20"),
    Mistake(UNIT, UNIT + "  comparator: matched practices\n", "model-type", "fields"),
    Mistake("questions:\n", "question:\n", "extra-forbidden", "did you mean 'questions'?"),
    Mistake("kind: vanguard", "kind vanguard", "yaml-syntax", "there is no colon"),
    Mistake("- mcp\nsettings", "-mcp\nsettings", "yaml-syntax", "after the dash"),
    Mistake("amount: 20000000", "amount: 20m GBP", "number-type", "20000000"),
    Mistake("field: contract.duration", "field: Duration", "unknown-field", "did you mean 'contract.duration'?"),
    Mistake(
        "source: leaflet-2016", "source: leaflet-2016.yml", "string-pattern-mismatch", "without .yml: leaflet-2016"
    ),
    Mistake("    at: slide 3\nfigures", "    at: 3\nfigures", "string-type", "quotation marks"),
)

# Made by a second person who had read no rule.
FURTHER = (
    Mistake("title: Samp", "Title: Samp", "extra-forbidden", "did you mean 'title'?"),
    Mistake("care_models:\n- mcp\n", "care_models: mcp; pacs\n", "list-type", "write [mcp, pacs]"),
    Mistake("care_models:\n- mcp\n", "care_models: {mcp, pacs}\n", "list-type", "[mcp, pacs]"),
    Mistake("care_models:\n- mcp\n", "care_models: [mcp pacs]\n", "unknown-term", "an item of its own: mcp, pacs"),
    Mistake("impacts:\n- outcome: emergency-admissions\n  direction", "impacts:\n  outcome: emergency-admissions\n  direction",
            "list-type", "put - and a space before outcome"),
    Mistake("impacts:\n- outcome: emergency-admissions\n  direction", "impacts:\n- outcome: emergency-admissions\n- direction",
            "missing", "put a dash before the first of them alone"),
    Mistake("status:\n  state: in-progress\n  as_of: 2016-11\n", "status:\nstate: in-progress\nas_of: 2016-11\n",
            "model-type", "indent state and as_of"),
    Mistake(CITE + "milestones", CITE.replace("    ", "  ") + "milestones", "model-type", "indent source and at"),
    Mistake(CITE + "milestones", "  cite: leaflet-2016, slide 3\nmilestones", "model-type", "source: …, at: …"),
    Mistake("place:\n  name: Sampleton\n  region: east-midlands\n  country: england\n  latitude: 52.9\n  longitude: -1.3\n",
            "place: Sampleton\n", "model-type", "name: …, region: …, country: …"),
    Mistake("  role: commissioner\n", "", "missing", "what the organisation did"),
    Mistake("source: leaflet-2016", "source: A leaflet about Sampleton", "string-pattern-mismatch", "not the title"),
    Mistake("size: 97000", "size: ９７０００", "number-type", "write digits alone: 97000"),
    Mistake("size: 97000", "size: about 97,000", "number-type", "write 97000, and say about in qualifier"),
    Mistake("size: 97000", "size: 97,000-98,000", "number-type", "write 97000 here and 98000"),
    Mistake("value: -9.5", "value: -9,5", "number-type", "write -9.5 if that is meant"),
    Mistake("value: -9.5", "value: -9.5 days", "number-type", "write digits alone: -9.5"),
    Mistake("value: -9.5", "value: -09.5", "number-type", "write digits alone: -9.5"),
    Mistake("amount: 20000000", "amount: 20.000.000", "number-type", "20000000"),
    Mistake("wave: 1", "wave: 1.0", "number-type", "write a whole number: 1"),
    Mistake("date: 2016/17", "date: 2016-13", "string-pattern-mismatch", "write 2016, 2016-11"),
    Mistake("date: 2016/17", "date: spring 2016", "string-pattern-mismatch", "write 2016 alone"),
    Mistake("date: 2016/17", "date: 2016 Q1", "string-pattern-mismatch", "Q1 2015/16"),
    Mistake("date: 2016/17", "date: 2016-11-03T10:00:00Z", "string-pattern-mismatch", "write 2016-11-03"),
    Mistake("date: 2016/17", "date: 2016 to 2018", "string-pattern-mismatch", "2018 goes to the field for the end"),
    Mistake(MILESTONE, "- date: 2099\n  what: It begins\n  state: planned\n", "date-implausible", "80 years after"),
    Mistake("chosen: 2015-03", "chosen: 2018-03", "date-after-source", "chosen"),
    Mistake("as_of: 2016-11\nplace", "as_of: 1985\nplace", "date-implausible", "20 years"),
    Mistake(UNIT, "  value: 0\n  unit: percent\n", "direction-against-sign"),
    Mistake("direction: decrease", "direction: not-stated", "direction-against-sign", "decrease for a fall"),
    Mistake(UNIT, "  from: 8\n  to: 9\n", "change-against-levels", "goes from 8 to 9"),
    Mistake(UNIT, "  value: -5\n  unit: days\n  from: 9.8\n  to: 8.9\n", "change-against-levels", "from 9.8 to 8.9"),
    Mistake(UNIT, "  unit: percent\n", "unit-without-value", "add value"),
    Mistake("measure: change\n  value: -9.5\n  unit: percent", "measure: ratio\n  value: -9.5\n  unit: percent", "no-ratio"),
    Mistake("measure: change", "measure: difference", "difference-without-comparator", "comparator"),
    Mistake(UNIT, UNIT + "  comparator: {name: elsewhere, value: -950}\n", "percent-beyond-reason"),
    Mistake(UNIT, "  value: -20\n  value_to: -10\n  unit: percent\n", "range-reversed", "swap them: -10 stands first"),
    Mistake(UNIT, "  value_to: -10\n  unit: percent\n", "range-reversed", "write the number as value"),
    Mistake("baseline: 2014/15", "baseline: 2015/16\n  period: 2013/14", "period-reversed", "later than the period"),
    Mistake("baseline: 2014/15", "period: 2016 to 2014", "period-reversed", "ends before it begins"),
    Mistake("unit: percent", "unit: GBP million", "unknown-term", "write the number with all its digits"),
    Mistake("amount: 20000000", "amount: -20000000", "sum-beyond-reason"),
    Mistake("what: whole budget", "what: whole budget of £20 billion", "number-in-words", "£20 billion"),
    Mistake("size: 97000\n  counts: registered patients", "size: 97\n  counts: thousand registered patients", "scale-in-words"),
    Mistake("counts: registered patients", "counts: 97,000 registered patients", "number-in-words"),
    Mistake("value: 12\n  unit: practices", "value: 12.5\n  unit: practices", "part-of-a-thing", "average"),
    Mistake("value: 12\n  unit: practices\n  what: Practices that take part",
            "value: 2.5\n  unit: GBP\n  what: Budget of the scheme", "sum-not-written-out"),
    Mistake("value: 12\n  unit: practices\n  what: Practices that take part",
            "value: 150\n  unit: percent\n  what: Share of practices that take part", "percent-beyond-reason"),
    Mistake("organisations:\n", "organisations:\n- name: NHS Sampleton CCG\n  role: commissioner\n",
            "said-twice", "2nd organisation"),
    Mistake(CITE + "milestones", "  cite: [{source: leaflet-2016, at: slide 3}, {source: leaflet-2016, at: slide 3}]\nmilestones",
            "said-twice"),
    Mistake("summary: General practices in Sampleton work as one team with community nurses.",
            "summary: Emergency admissions rose by 9.5% in a year.", "words-against-result", "a rise by 9.5"),
    Mistake(TITLE, "title: More emergency admissions in Sampleton", "words-against-result", "and the result that they fell"),
    Mistake(UNIT, UNIT + "  comparator: {name: the county, value: 1.4}\n  note: In the county they fell by 1.4 per cent.\n",
            "words-against-result", "a fall by 1.4"),
    Mistake(TITLE, "title: Case study", "title-of-many"),
    Mistake(TITLE, "title: sampleton community provider", "capitals", "small letter"),
    Mistake(LESSON, "text: Insert the lesson here", "unfinished"),
    Mistake(LESSON, "text: Agree with ____ early.", "unfinished"),
    Mistake(LESSON, "text: Early.", "says-nothing", "too little"),
    Mistake(LESSON, "text: General practices in Sampleton work as one team with community nurses.", "text-twice", "summary"),
    Mistake(LESSON, "text: See https://example.org/plan for more.", "address-in-text", "url"),
    Mistake(LESSON, "text: Ring 01632 960123 for details.", "phone-outside-contacts", "contacts"),
    Mistake(LESSON, "text: Mary, 82, could stay at home.", "private-data", "age"),
    Mistake(LESSON, "text: Her daughter Jane was glad.", "private-data", "name"),
    Mistake(LESSON, "text: '{{7*7}} savings are shared.'", "markup"),
    Mistake("name: Pat Example", "name: pat@example.nhs.uk", "contact-name", "email"),
    Mistake(PHONE, "phone: 00000 000000", "phone-shape"),
    Mistake("region: east-midlands", "region: Nottinghamshire", "unknown-term", "did you mean 'east-midlands'?"),
    Mistake("kind: vanguard", "kind: 'yes'", "unknown-term", "kinds"),
)  # fmt: skip

ALL = {
    "silent": SILENT,
    "wrong": WRONG,
    "poor": POOR,
    "good": GOOD,
    "accepted": ACCEPTED,
    "more": MORE,
    "further": FURTHER,
}
