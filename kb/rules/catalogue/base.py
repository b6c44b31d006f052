"""Rules on sources, vocabularies and base.yml."""

from kb.rules.rule import error, warning

_SOURCE = "# sources/leaflet-2016.yml\n"
BASE = (
    error(
        "address",
        "The address of a source is one of a page on the web, as the browser shows it, beginning with https://.",
        _SOURCE + "url: 'https://a.org\\@b'",
        _SOURCE + "url: https://example.org/leaflet",
    ),
    warning(
        "source-not-cited",
        "A source that no entry cites is not shown to anybody. Cite it, or remove its file.",
        "# sources/other-leaflet.yml\ntype: report",
        "# sources/leaflet-2016.yml\ntype: report",
    ),
    warning(
        "source-twice",
        "One document has one file: two of one address, or of one title and DOI, are one source.",
        "lessons: [{cite: {source: other-leaflet, at: slide 3}}]\n"
        + _SOURCE
        + "url: https://example.org/a\n# sources/other-leaflet.yml\nurl: https://example.org/a",
        "lessons: [{cite: {source: other-leaflet, at: slide 3}}]\n"
        + _SOURCE
        + "url: https://example.org/a\n# sources/other-leaflet.yml\nurl: https://example.org/b",
    ),
    error(
        "ambiguous-synonym",
        "A word that stands for two terms of a vocabulary stands for neither.",
        "# vocabularies/settings.yml\nterms: {general-practice: {synonyms: [surgery]}, community: {synonyms: [surgery]}}",
        "# vocabularies/settings.yml\nterms: {general-practice: {synonyms: [surgery]}}",
    ),
    error(
        "term-id",
        "The id of a term is lower-case words with hyphens; it is part of addresses.",
        "# vocabularies/settings.yml\nterms: {day centre: {label: Day centre, definition: A place for the day.}}",
        "# vocabularies/settings.yml\nterms: {day-centre: {label: Day centre of the town, definition: A place for the day.}}",
    ),
    error(
        "vocabulary-missing",
        "The program needs each of its vocabularies. docs/own-base.md says what the file must hold.",
        "no vocabularies/effects.yml",
        "vocabularies/effects.yml",
        shown=False,
    ),
    error(
        "meaning-missing",
        "Each meaning that the program rates and counts by has a term that says so in `means`.",
        "# vocabularies/directions.yml\nterms: {increase: {label: Increase, means: null}}",
        "# vocabularies/directions.yml\nterms: {increase: {means: increase}}",
    ),
    error(
        "meaning-none",
        "In a vocabulary that ratings depend on, each term has a meaning; what is marked with one that has none could "
        "not be rated.",
        "# vocabularies/directions.yml\nterms: {slower-rise: {label: Slower rise, definition: It rose by less.}}",
        "# vocabularies/directions.yml\nterms: {increase: {means: increase}}",
    ),
    error(
        "meaning-unknown",
        "A meaning is one that the program knows; docs/own-base.md lists them. A term of another meaning has none.",
        "# vocabularies/directions.yml\nterms: {slower-rise: {label: Slower rise, definition: It rose by less., means: slower}}",
        "# vocabularies/directions.yml\nterms: {increase: {means: increase}}",
    ),
    error(
        "meaning-twice",
        "A meaning has one term: what is marked with the second could not be told from the first.",
        "# vocabularies/directions.yml\nterms: {decrease: {means: increase}}",
        "# vocabularies/directions.yml\nterms: {decrease: {means: decrease}}",
    ),
    error(
        "kind-without-term",
        "Each kind in base.yml is a term of the vocabulary kinds, which gives its label and definition.",
        "# base.yml\nkinds: {shop: {folder: shops, counted: shops}}",
        "# base.yml\nkinds: {finding: {folder: findings, counted: findings}}",
    ),
    error(
        "kind-without-folder",
        "Each kind of the vocabulary has a folder in base.yml, where its entries are.",
        "# vocabularies/kinds.yml\nterms: {shop: {label: Shop, definition: A shop in town.}}",
        "# vocabularies/kinds.yml\nterms: {finding: {label: Finding}}",
    ),
    error(
        "folder-twice",
        "Each kind has a folder of its own, and none has the folder of the sources or vocabularies.",
        "# base.yml\nkinds: {finding: {folder: sources, counted: findings}}",
        "# base.yml\nkinds: {finding: {folder: findings, counted: findings}}",
    ),
    error(
        "filter-not-once",
        "The search page has each filter once; their order in base.yml is that on the page.",
        "# base.yml\nfilters: [{name: aim, label: Kind, plural: Kinds, help: Kind of entry.}]",
        "# base.yml\nfilters: [{name: kind, label: Kind, plural: Kinds, help: Kind of entry.}]",
    ),
    error(
        "tile-twice",
        "A region has one place on the map of tiles, and a place one region. Give one of the two another row or "
        "column.",
        "# base.yml\ntiles: [{region: london, row: 9, column: 1}]",
        "# base.yml\ntiles: [{region: north-east, row: 9, column: 1}]",
    ),
    error(
        "filter-name-taken",
        "A vocabulary of the base's own has a name that the program does not use for something else.",
        "# base.yml\nfilters: [{name: outcomes, label: Kind, plural: Kinds, help: Kind of entry.}]",
        "# base.yml\nfilters: [{name: kind, label: Kind, plural: Kinds, help: Kind of entry.}]",
    ),
    error(
        "unknown-vocabulary",
        "`terms` names vocabularies of the base's own, which base.yml lists among the filters.",
        "terms: {colours: [red]}",
        "terms: {}",
    ),
)
