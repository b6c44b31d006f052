"""Rules on the shape of a file: which fields it has, and what kind of value each of them holds."""

from kb.rules.rule import error

SHAPE = (
    error(
        "missing",
        "A field that every entry needs is there. The message says which, and what it holds; a field that only "
        "some need may be left out.",
        "status:\n  as_of: null",
        "status:\n  as_of: 2016-11",
    ),
    error(
        "extra-forbidden",
        "Only fields that the base knows are used: what stands in another would be lost without a word. Most "
        "often one is misspelt, or stands further in or out than it belongs.",
        "sumary: One team.",
        "summary: One team.",
    ),
    error(
        "string-type",
        "A text field holds text. What looks like a number, true or nothing goes between quotation marks.",
        "title: 2016",
        'title: "2016: a year in Riverside"',
    ),
    error(
        "string-too-short",
        "A title or a question says enough to tell it from others: at least eight characters.",
        "title: MCP",
        "title: Riverside community provider",
    ),
    error(
        "string-too-long",
        "A text stays within what pages can show: 300 characters for a title or a question, 4,000 for any other. "
        "Move the rest to lessons or notes.",
        f"title: {'Riverside ' * 31}",
        "title: Riverside community provider",
    ),
    error(
        "string-pattern-mismatch",
        "Ids, dates, addresses and codes have a form of their own, which the message shows: 2016-11-03, "
        "riverside-team, GBP.",
        "status:\n  as_of: 3 May 2016",
        "status:\n  as_of: 2016-05-03",
    ),
    error(
        "number-type",
        "A number is digits alone, with a minus before a fall and a point before decimals; no sign of money, no "
        "comma, no word. `kb fmt --fix` mends most.",
        'population:\n  - size: "41,300"',
        "population:\n  - size: 41300",
    ),
    error(
        "bool-type",
        "The field holds true or false, in small letters and without quotation marks: yes and no are words.",
        "# sources/leaflet-2016.yml\nmeasured: yes",
        "# sources/leaflet-2016.yml\nmeasured: true",
    ),
    error(
        "literal-error",
        "The field holds one of a few words, which the message lists. Copy the one that fits.",
        "# sources/leaflet-2016.yml\ntype: web page",
        "# sources/leaflet-2016.yml\ntype: web-page",
    ),
    error(
        "list-type",
        "A field for several values holds a list, even where there is only one: between square brackets, or each "
        "value on a line that begins with - and a space.",
        "care_models: mcp",
        "care_models: [mcp]",
    ),
    error(
        "model-type",
        "Some fields hold fields of their own. These stand below, each on a line two spaces further in, as name: "
        "value.",
        "status: planned",
        "status:\n  state: planned\n  as_of: 2016",
    ),
    error(
        "dict-type",
        "The terms of a vocabulary are fields: the id, a colon, and below it what the term means.",
        "# vocabularies/settings.yml\nterms: [clinic]",
        "# vocabularies/settings.yml\nterms:\n  general-practice:\n    label: Surgery",
    ),
    error(
        "too-short",
        "A list has as many items as pages need: at least three questions, for readers who ask in other words.",
        "questions:\n  - Does it work at all?",
        "questions:\n  - Does it work at all?\n  - What does the team cost?\n  - Who may be asked?",
    ),
    error(
        "too-long",
        "A list has no more items than somebody reads: at most twenty questions. Keep those that are asked most.",
        "questions:\n" + "".join(f"  - Does it work in week {n}?\n" for n in range(1, 22)),
        "questions:\n  - Does it work at all?\n  - What does the team cost?\n  - Who may be asked?",
    ),
    error(
        "greater-than-equal",
        "A number is not below what is possible: a latitude, a count, a confidence level of 95 and not 0.95.",
        "impacts:\n  - interval: {low: -12, high: -7, level: 0.95}",
        "impacts:\n  - interval: {low: -12, high: -7, level: 95}",
    ),
    error(
        "less-than-equal",
        "A number is not above what is possible: a latitude is at most 90. Check the digits, and where the "
        "decimal point stands.",
        "place:\n  latitude: 529",
        "place:\n  latitude: 52.9",
    ),
    error(
        "less-than",
        "A confidence level is below 100 percent; the usual one is 95. Where the source names none, leave it out.",
        "impacts:\n  - interval: {low: -12, high: -7, level: 100}",
        "impacts:\n  - interval: {low: -12, high: -7, level: 99}",
    ),
    error(
        "value-error",
        "A date is one of the calendar, and a financial year ends in the year after its start.",
        "status:\n  as_of: 2016-02-31",
        "status:\n  as_of: 2016-02-29",
    ),
    error(
        "wrong-shape",
        "A value has the form that its field needs. The field reference, docs/entry-fields.md, says for each "
        "field which that is.",
        "a value that no other rule describes",
        "a value as docs/entry-fields.md describes it",
        shown=False,
    ),
)
