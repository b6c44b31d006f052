"""Rules on results and figures: value, sign, unit, interval, design, basis, and where a claim lives."""

from kb.rules.rule import error, warning

_OTHER = "# findings/other.yml\nkind: finding\n"
CLAIMS = (
    error(
        "value-without-unit",
        "A value means nothing without its unit; where the source names no scale, the note says so.",
        "impacts:\n  - {value: -9.5, unit: null}",
        "impacts:\n  - {value: -9.5, unit: percent}",
    ),
    error(
        "unit-without-value",
        "A unit belongs to a value, to two levels, or to what the result is compared with; alone it says that one was forgotten.",
        "impacts:\n  - {value: null, measure: null, unit: percent}",
        "impacts:\n  - {value: -9.5, measure: change, unit: percent}",
    ),
    error(
        "value-without-measure",
        "A value is a change (against before), a level (a state), a difference (between groups) or a ratio; "
        "`measure` says which.",
        "impacts:\n  - {value: -9.5, unit: percent, measure: null}",
        "impacts:\n  - {value: -9.5, unit: percent, measure: change}",
    ),
    error(
        "direction-against-sign",
        "A fall has a negative value and a rise a positive one, in any unit; a ratio lies on its side of 1.",
        "impacts:\n  - {direction: increase, value: -0.9, unit: days}",
        "impacts:\n  - {direction: decrease, value: -0.9, unit: days}",
    ),
    error(
        "level-as-change",
        "A level, such as 87% who said so, rises or falls only against something: a baseline, a comparator or `from`.",
        "impacts:\n  - {measure: level, direction: increase, value: 87, unit: percent, baseline: null}",
        "impacts:\n  - {measure: level, direction: not-stated, value: 87, unit: percent, baseline: null}",
    ),
    error(
        "half-a-change",
        "A change from one level to another gives both, `from` and `to`, as printed. One alone shows no change.",
        "impacts:\n  - {value: -0.9, unit: days, from: 9.8}",
        "impacts:\n  - {value: -0.9, unit: days, from: 9.8, to: 8.9}",
    ),
    error(
        "change-against-levels",
        "A change has the sign and the size of the way from `from` to `to`, as it is or in percent. Where the "
        "source itself prints another, the note says so.",
        "impacts:\n  - {value: -0.9, unit: days, from: 8.9, to: 9.8}",
        "impacts:\n  - {value: -0.9, unit: days, from: 9.8, to: 8.9}",
    ),
    error(
        "no-ratio",
        "A ratio says how many times as much: 1 is no difference, 0.9 a tenth less. It is above 0 and no percentage.",
        "impacts:\n  - {measure: ratio, value: -9.5, unit: percent}",
        "impacts:\n  - {measure: ratio, value: 0.9, unit: null}",
    ),
    error(
        "difference-without-comparator",
        "A difference lies between two groups, and `comparator` names the other; what went up or down since before is a "
        "change. A note may say why there is none.",
        "impacts:\n  - measure: difference",
        "impacts:\n  - {measure: difference, comparator: {name: practices elsewhere}}",
    ),
    warning(
        "words-against-result",
        "Where title, summary, lessons or a note tell of a fall, the result they tell of is no rise, and the other way "
        "round. One of the two is not what the source says.",
        "summary: Emergency admissions in Riverside fell by 12 percent.\n"
        "impacts:\n  - {direction: increase, value: 12, unit: percent}",
        "summary: Emergency admissions in Riverside fell by 12 percent.\n"
        "impacts:\n  - {direction: decrease, value: -12, unit: percent}",
    ),
    error(
        "interval-reversed",
        "The lower limit of an interval is the smaller number: -13 is below -3.1.",
        "impacts:\n  - interval: {low: -3.1, high: -13}",
        "impacts:\n  - interval: {low: -13, high: -3.1}",
    ),
    error(
        "interval-without-value",
        "An interval lies around its value. Where it does not, a sign or a digit of one of the three is wrong.",
        "impacts:\n  - interval: {low: -5, high: 1}",
        "impacts:\n  - interval: {low: -13, high: -3.1}",
    ),
    error(
        "interval-against-direction",
        "Where the interval leaves no room for no effect, the source did find one; if the source itself says "
        "that it found none, the note says why.",
        "impacts:\n  - {direction: no-evidence-of-change, interval: {low: -13, high: -3.1}}",
        "impacts:\n  - {direction: decrease, interval: {low: -13, high: -3.1}}",
    ),
    error(
        "range-reversed",
        "A range begins with its nearer end: 500 to 900 people, a fall of 10 to 20 percent. The second field "
        "holds the further end.",
        "population:\n  - {size: 900, size_max: 500}",
        "population:\n  - {size: 500, size_max: 900}",
    ),
    error(
        "percent-beyond-reason",
        "A fall is at most 100 percent, a share between 0 and 100, and a rise of more than a thousand percent "
        "has a note that says how it is printed.",
        "impacts:\n  - {direction: decrease, value: -1500, unit: percent}",
        "impacts:\n  - {direction: decrease, value: -15, unit: percent}",
    ),
    error(
        "share-as-percent",
        "15 percent are 15 and not 0.15. A value below 1 percent has a note that says what is printed.",
        "impacts:\n  - {value: -0.15, unit: percent}",
        "impacts:\n  - {value: -15, unit: percent}",
    ),
    error(
        "part-of-a-person",
        "People are counted whole: 41.3 patients are 41,300 or an average, which is a figure.",
        "population:\n  - size: 41.3",
        "population:\n  - size: 41300",
    ),
    error(
        "part-of-a-thing",
        "What is counted is whole and not fewer than none. Where the number is an average, `what` says so.",
        "figures:\n  - {value: -12, unit: practices}",
        "figures:\n  - {value: 12, unit: practices}",
    ),
    error(
        "beyond-unit",
        "A number fits its unit: a day has 24 hours, a week seven days, nobody is 300 years old, and the first rank is 1.",
        "figures:\n  - {value: 9, unit: days-a-week, what: Days on which the team works}",
        "figures:\n  - {value: 7, unit: days-a-week, what: Days on which the team works}",
    ),
    error(
        "number-in-words",
        "A number stands in its field alone. A page shows the field and the words, so a number in both is read twice, and one "
        "of two that differ is wrong.",
        "figures:\n  - {value: 12, unit: practices, what: 14 practices that take part}",
        "figures:\n  - {value: 12, unit: practices, what: Practices that take part}",
    ),
    error(
        "scale-in-words",
        "A number is written with all its digits: 97000 residents, not 97 thousand residents.",
        "population:\n  - {size: 97, counts: thousand residents}",
        "population:\n  - {size: 97000, counts: residents}",
    ),
    error(
        "people-beyond-reason",
        "No group of people is larger than a hundred million here; a larger number has a digit too many.",
        "population:\n  - size: 4130000000",
        "population:\n  - size: 41300",
    ),
    error(
        "sum-not-written-out",
        "A sum in a contract is written out: 20400000, not 20.4. A sum for each person has a note or period "
        "that says so.",
        "contract:\n  values: [{amount: 20.4}]",
        "contract:\n  values: [{amount: 20400000}]",
    ),
    error(
        "sum-beyond-reason",
        "No contract is about less than nothing, or about more than a million million. A larger sum has a digit too many, or a "
        "note that says how it is printed.",
        "contract:\n  values: [{amount: 20000000000000}]",
        "contract:\n  values: [{amount: 20000000}]",
    ),
    error(
        "number-missing",
        "A number stands in its field. Where print damage leaves none that can be read, the note says what is printed.",
        "figures:\n  - {value: null, unit: practices}",
        'figures:\n  - {value: null, note: Printed "1_ practices".}',
    ),
    error(
        "observed-not-measured",
        "Observed is what a source measured, or tells of a study that did. Where its file says `measured: false`, "
        "what it tells is reported.",
        "# sources/leaflet-2016.yml\nmeasured: false",
        "# sources/leaflet-2016.yml\nmeasured: true",
    ),
    error(
        "observed-without-method",
        "Observed needs a way of measuring; a figure without a method is reported.",
        "impacts:\n  - design: not-stated",
        "impacts:\n  - {design: not-stated, basis: reported}",
    ),
    error(
        "observed-after-source",
        "What was observed was over when the source was written; what is to come is a target or a projection.",
        "impacts:\n  - {basis: observed, period: by 2018/19}",
        "impacts:\n  - {basis: target, period: by 2018/19}",
    ),
    error(
        "design-without-comparator",
        "A design that compares with others names them.",
        "impacts:\n  - design: matched-control",
        "impacts:\n  - {design: matched-control, comparator: {name: matched patients elsewhere}}",
    ),
    error(
        "changed-told-otherwise",
        "`changed: more` stands where the source tells without a number that a comparator changed further. Where its value is "
        "printed, or the result is a difference or a ratio between the two, that says it.",
        "impacts:\n  - {value: 2, unit: percent, comparator: {name: rest of England, value: 4, changed: more}}",
        "impacts:\n  - comparator: {name: rest of England, changed: more}",
    ),
    error(
        "reviewed-without-review",
        "`reviewed_design` says which studies a review looked at, so it stands only where `design` is a review.",
        "impacts:\n  - reviewed_design: survey",
        "impacts:\n  - {design: systematic-review, reviewed_design: survey}",
    ),
    error(
        "about-missing",
        "Where an entry has several care models or contract types, a result says which it concerns.",
        "impacts:\n  - {outcome: emergency-admissions, about: null}",
        "impacts:\n  - {outcome: emergency-admissions, about: [mcp]}",
    ),
    error(
        "about-not-own",
        "A result concerns care models or contract types that the entry itself has. Add the missing one there, if "
        "the source supports it.",
        "impacts:\n  - about: [pacs]",
        "impacts:\n  - about: [mcp]",
    ),
    error(
        "scheme-not-evaluated",
        "A result concerns schemes that the entry evaluates, as its links in `related` say.",
        "impacts:\n  - schemes: [other]",
        "impacts:\n  - schemes: []",
    ),
    error(
        "claim-id-twice",
        "Within an entry, an id stands for one claim, since others point to it by that id.",
        "impacts:\n  - {id: fall}\n  - {id: fall, outcome: cost}",
        "impacts:\n  - {id: fall}\n  - {id: saving, outcome: cost}",
    ),
    error(
        "repeats-a-repeat",
        "What repeats a claim names the claim's home, and not another place that repeats it.",
        "impacts: [{id: fall}]\n" + _OTHER + 'impacts: [{id: again, repeats: "riverside#fall"}]\n'
        '# findings/third.yml\nkind: finding\nimpacts: [{repeats: "other#again"}]',
        "impacts: [{id: fall}]\n" + _OTHER + 'impacts: [{id: again, repeats: "riverside#fall"}]\n'
        '# findings/third.yml\nkind: finding\nimpacts: [{repeats: "riverside#fall"}]',
    ),
    error(
        "repeats-differs",
        "A claim told twice has one value; where the two differ, the note says why.",
        "impacts: [{id: fall}]\n" + _OTHER + 'impacts: [{repeats: "riverside#fall", value: -12}]',
        "impacts: [{id: fall}]\n"
        + _OTHER
        + 'impacts: [{repeats: "riverside#fall", value: -12, note: The later paper rounds.}]',
    ),
    error(
        "claim-links-itself",
        "A claim neither confirms nor contradicts itself. Name the claim of the other entry.",
        'impacts: [{id: fall, confirms: [{claim: "riverside#fall", note: The same.}]}]',
        "impacts: [{id: fall, confirms: []}]",
    ),
    error(
        "claim-told-twice",
        "A claim has one home: one source, place, outcome and value is one claim. What tells it again says "
        "`repeats: slug#id`.",
        "impacts: [{id: fall, population: residents}]\n" + _OTHER + "impacts: [{id: fall, population: residents}]",
        "impacts: [{id: fall}]\n" + _OTHER + 'impacts: [{repeats: "riverside#fall"}]',
    ),
)
