"""Rules on texts: finished, plain, without markup, and citations that lead to a place."""

from kb.rules.rule import Rule, error, warning

WORDS = (
    error(
        "summary-too-long",
        "A summary has at most 80 words: somebody in a hurry reads it only.",
        f"summary: {'word ' * 81}",
        "summary: Practices in Riverside work as one team with community nurses.",
    ),
    error(
        "title-too-long",
        "A title fits a line: at most 100 characters.",
        f"title: {'Riverside ' * 11}",
        "title: Riverside community provider",
    ),
    error(
        "title-of-many",
        "A title names more than a kind of entry, a care model or a place, which many entries share.",
        "title: Case study",
        "title: Riverside community provider",
    ),
    error(
        "unfinished",
        "Nothing is left to be done: no TODO, TBC or xxx, no blanks to fill in, no words of a template.",
        "lessons:\n  - text: TODO ask the team",
        "lessons:\n  - text: Agree early.",
    ),
    error(
        "markup",
        "Texts are plain, as a letter is: no HTML, no **bold**, no [links](…), no formulas. Pages show every sign "
        "as it stands.",
        "summary: A <b>bold</b> plan for **all** of Riverside.",
        "summary: A bold plan for all of Riverside.",
    ),
    error(
        "address-in-text",
        "The address of a page stands in the source's file, where it is kept up to date, and in no text.",
        "lessons:\n  - text: Agree early, as https://example.org/plan says.",
        "lessons:\n  - text: Agree early.",
    ),
    error(
        "quotes-in-text",
        "Quotation marks round a whole text are part of it; a title needs none.",
        "title: \"'Riverside community provider'\"",
        "title: Riverside community provider",
    ),
    error(
        "says-nothing",
        "A text field says something; what the source does not say is left out and named in not_stated.",
        "contract:\n  stage: 'yes'",
        "contract:\n  stage: planned for 2017",
    ),
    error(
        "word-too-long",
        "A word has at most 60 letters. A longer one is a line that lost its blanks, and makes a page wider than its screen.",
        f"lessons:\n  - text: Agree {'early' * 20} on it.",
        "lessons:\n  - text: Agree early on it.",
    ),
    error(
        "capitals",
        "A title or a text is written as a sentence is: a title with a capital first, and neither in capitals.",
        "title: RIVERSIDE COMMUNITY PROVIDER",
        "title: Riverside community provider",
    ),
    error(
        "question-mark",
        "A question ends with a question mark, and is written as somebody would ask it.",
        "questions:\n  - Tell me about the costs\n  - What does the team do?\n  - Who may be asked?",
        "questions:\n  - What are the costs?\n  - What does the team do?\n  - Who may be asked?",
    ),
    error(
        "question-twice",
        "A question stands once in its list. Ask something else that the entry answers.",
        "questions:\n  - What are the costs?\n  - What are the costs?\n  - Who may be asked?",
        "questions:\n  - What are the costs?\n  - What does the team do?\n  - Who may be asked?",
    ),
    error(
        "question-is-title",
        "A question is in the words of those who ask, and does not repeat the title.",
        "questions:\n  - What is the Riverside community provider?\n  - What are the costs?\n  - Who may be asked?",
        "questions:\n  - How do practices work as one team?\n  - What are the costs?\n  - Who may be asked?",
    ),
    error(
        "said-twice",
        "A list holds each thing once; two sources of one fact stand together in its `cite`.",
        "figures:\n  - {value: 12, unit: practices, what: Practices that take part}\n"
        "  - {value: 12, unit: practices, what: Practices that take part}",
        "figures:\n  - {value: 12, unit: practices, what: Practices that take part}\n"
        "  - {value: 14, unit: practices, what: Practices that will take part}",
    ),
    error(
        "text-twice",
        "Title, summary and lessons each say something that the others do not.",
        "summary: Riverside community provider.",
        "summary: Practices in Riverside work as one team with community nurses.",
    ),
    error(
        "place-of-citation",
        "A citation begins with what the source's file calls its parts, then its number or name: slide 3, page 12, "
        "slide 'Our plan'. It is what a reader turns to.",
        "lessons:\n  - cite: {source: leaflet-2016, at: see report}",
        "lessons:\n  - cite: {source: leaflet-2016, at: slide 3}",
    ),
    error(
        "place-beyond-source",
        "A citation leads to a part that the source has. `last_part` in the source's file is the number of its last one.",
        "# sources/leaflet-2016.yml\nlast_part: 2",
        "# sources/leaflet-2016.yml\nlast_part: 12",
    ),
    warning(
        "same-title",
        "Two entries of one name may be one scheme. Make one of both, or say in the titles what tells them apart.",
        "title: Riverside community provider\n# findings/other.yml\nkind: finding\ntitle: Community provider Riverside",
        "title: Riverside community provider\n# findings/other.yml\nkind: finding\ntitle: What a study of Riverside found",
    ),
    warning(
        "same-scheme",
        "Two entries that share place, contact and figures, and are not linked, may be one scheme in other words.",
        "title: Riverside community provider\n# case-studies/other.yml\ntitle: One team for the whole of the county\n"
        "contacts: [{name: Pat Example, as_of: 2016-11, cite: {source: leaflet-2016, at: slide 3}}]\nimpacts: []",
        "title: Riverside community provider\n# case-studies/other.yml\ntitle: One team for the whole of the county\n"
        "place: {name: Elsewhere}",
    ),
    Rule(
        "similar-entry",
        "Two entries whose summaries mean the same, and that are not linked, may be one scheme in other words; the build "
        "tells of them with the facts that they share.",
        "two entries with one meaning, and no link between them",
        "two entries with one meaning, linked by `related`",
        "warning",
        shown=False,
    ),
)
