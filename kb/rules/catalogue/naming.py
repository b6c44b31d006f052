"""Rules on what an entry names: terms, sources, other entries, claims, currencies and places."""

from kb.rules.rule import error, warning

NAMING = (
    error(
        "unknown-term",
        "A term is named by its id, and the id stands in the vocabulary that the message names; units too: "
        "percent, not per cent or %.",
        "care_models: [community provider]",
        "care_models: [mcp]",
    ),
    error(
        "unknown-source",
        "Each citation names a source by the name of its file in sources/, without .yml. A new source needs a "
        "file first: `kb new source` writes one.",
        "lessons:\n  - cite: {source: leaflet-2061, at: slide 3}",
        "lessons:\n  - cite: {source: leaflet-2016, at: slide 3}",
    ),
    error(
        "unknown-slug",
        "A link leads to an entry that is there, named by its file without .yml. The title, or the address of its "
        "page, is not its name.",
        "related: [{slug: riverside-nowhere, relation: mentions}]",
        "related: []",
    ),
    error(
        "unknown-claim",
        "A claim is named by its entry's slug, # and its id, as riverside#admissions, and is there. Copy both "
        "from the other entry's file.",
        "impacts:\n  - repeats: riverside-nowhere#admissions",
        "impacts:\n  - id: admissions",
    ),
    error(
        "unknown-currency",
        "Money is in a currency that somebody pays with, by its code of three letters; base.yml lists those of "
        "this base.",
        "contract:\n  values: [{currency: GPB}]",
        "contract:\n  values: [{currency: GBP}]",
    ),
    error(
        "term-twice",
        "A term stands once in its list. Twice says no more, and one of the two may have been meant to be another.",
        "care_models: [mcp, mcp]",
        "care_models: [mcp]",
    ),
    error(
        "related-to-itself",
        "An entry does not link to itself: a reader is there already. Name the entry that was meant, or remove "
        "the link.",
        "related: [{slug: riverside, relation: mentions}]",
        "related: []",
    ),
    error(
        "link-twice",
        "A link says one thing once. Make one of the two, with one note.",
        "related: [{slug: other, relation: mentions}, {slug: other, relation: mentions}]\n# findings/other.yml\n"
        "kind: finding\nrelated: [{slug: riverside, relation: mentions}]",
        "related: [{slug: other, relation: mentions}]\n# findings/other.yml\nkind: finding\n"
        "related: [{slug: riverside, relation: mentions}]",
    ),
    warning(
        "link-not-answered",
        "A reader gets from each of two linked entries to the other. The message says which line to add to the "
        "other's file.",
        "related: [{slug: other, relation: mentions}]\n# findings/other.yml\nkind: finding",
        "related: [{slug: other, relation: mentions}]\n# findings/other.yml\nkind: finding\n"
        "related: [{slug: riverside, relation: mentions}]",
    ),
    warning(
        "link-to-withdrawn",
        "A link leads to what still counts: where the other entry is withdrawn, to its successor.",
        "related: [{slug: other, relation: mentions}]\n# findings/other.yml\nkind: finding\n"
        "related: [{slug: riverside, relation: mentions}]\nwithdrawn: {on: 2017-02, reason: Told twice., successor: riverside}",
        "related: [{slug: other, relation: mentions}]\n# findings/other.yml\nkind: finding\n"
        "related: [{slug: riverside, relation: mentions}]",
    ),
    error(
        "successor-withdrawn",
        "The successor of a withdrawn entry still counts: a reader who is sent on should arrive.",
        "withdrawn: {on: 2017-02, reason: Told twice., successor: other}\n# findings/other.yml\nkind: finding\n"
        "withdrawn: {on: 2017-02, reason: No source.}",
        "withdrawn: {on: 2017-02, reason: Told twice., successor: other}\n# findings/other.yml\nkind: finding",
    ),
    error(
        "unknown-field",
        "`not_stated` names a field of the entry, so that pages can say what is missing. Fields inside others are "
        "named with a point: contract.duration.",
        "not_stated: [{field: money, note: What it cost.}]",
        "not_stated: [{field: contract.values, note: What it cost.}]",
    ),
    error(
        "region-against-country",
        "A place in England lies in one of its regions, any other is outside-england.",
        "place: {country: wales, region: east-midlands, latitude: null, longitude: null}",
        "place: {country: wales, region: outside-england, latitude: null, longitude: null}",
    ),
    error(
        "half-coordinates",
        "Latitude and longitude come in pairs: one alone is a line round the earth. Add the other, or remove both.",
        "place: {latitude: 52.9, longitude: null}",
        "place: {longitude: -1.3}",
    ),
    error(
        "outside-country",
        "Coordinates lie in the stated country. Latitude is degrees north, longitude degrees east: west of "
        "Greenwich it has a minus.",
        "place: {latitude: 48.8, longitude: 2.3}",
        "place: {latitude: 52.9, longitude: -1.3}",
    ),
    error(
        "outside-region",
        "Coordinates lie in the stated region, whose box stands in the vocabulary regions. A longitude west of "
        "Greenwich has a minus.",
        "place: {latitude: 51.5, longitude: -0.12}",
        "place: {region: london, latitude: 51.5, longitude: -0.12}",
    ),
    error(
        "without-wave",
        "An entry of a kind that was chosen in waves says in which: its type, wave, date and where the list stands.",
        "# vanguards/other-site.yml\nkind: vanguard\nvanguard: null",
        "# vanguards/other-site.yml\nkind: vanguard",
    ),
    error(
        "wave-of-no-kind",
        "Only kinds that were chosen in waves say in which. For any other kind remove the field, or correct the kind.",
        "vanguard: {type: mcp, wave: 1, chosen: 2015-03, cite: {source: leaflet-2016, at: slide 3}}",
        "kind: case-study\nvanguard: null",
    ),
)
