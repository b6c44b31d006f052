"""Rules on dates: their order, and that they are plausible."""

from kb.rules.rule import error, warning

DATES = (
    error(
        "date-after-source",
        "What a source describes is not later than the source: in 2016 nobody knew how things stood in 2018.",
        "status: {state: planned, as_of: 2018}",
        "status: {state: planned, as_of: 2016}",
    ),
    error(
        "happened-after-source",
        "A step that happened was over when the source was written; one that was to come is planned.",
        "milestones:\n  - {date: 2019-04, state: happened}",
        "milestones:\n  - {date: 2019-04, state: planned}",
    ),
    error(
        "dates-reversed",
        "A step ends after it begins. The two dates may stand in each other's place.",
        "milestones:\n  - {date: 2015-04-04, to: 2014-10}",
        "milestones:\n  - {date: 2014-10, to: 2015-04-04}",
    ),
    error(
        "period-reversed",
        "A period ends after it begins, and the baseline that a change is counted from is not later than the period.",
        "impacts:\n  - {period: 2016 to 2014, baseline: null}",
        "impacts:\n  - {period: 2014 to 2016, baseline: null}",
    ),
    error(
        "date-implausible",
        "A date lies within a lifetime of its source: 1915 is a slip for 2015.",
        "milestones:\n  - date: 1915-04",
        "milestones:\n  - date: 2015-04",
    ),
    error(
        "contact-date",
        "A contact's date is that of the source that printed it, so that readers see how old it is.",
        "contacts:\n  - {name: Pat Example, as_of: 2012}",
        "contacts:\n  - {name: Pat Example, as_of: 2016-11}",
    ),
    error(
        "checked-before-source",
        "An entry is checked against its sources after they are published. The date is the day of the last check, "
        "not that of the source.",
        "review: {last_checked: 2015, by: Test editors}",
        "review: {last_checked: 2017, by: Test editors}",
    ),
    error(
        "read-before-published",
        "A source is read after it was published, so one of its two dates is wrong.",
        "# sources/leaflet-2016.yml\naccessed: 2015-01-02",
        "# sources/leaflet-2016.yml\naccessed: 2017-01-02",
    ),
    warning(
        "date-after-today",
        "What was done has a date up to today. A warning, as the clock of a computer may be wrong.",
        "review: {last_checked: 2099, by: Test editors}",
        "review: {last_checked: 2017, by: Test editors}",
    ),
)
