"""Rules on files: their place, name and size, and that they are text."""

from kb.rules.rule import error

FILES = (
    error(
        "no-base",
        "A base has a file base.yml that says whose it is and which kinds of entry it has; without it nothing else is read.",
        "entries/ without base.yml",
        "entries/base.yml",
        shown=False,
    ),
    error(
        "stray-file",
        "A file that nothing reads is a file that somebody believes to be published. Each file ends in .yml and stands in the "
        "folder of its kind.",
        "# case-studies/other-scheme.yaml\nkind: case-study",
        "# case-studies/other-scheme.yml\nkind: case-study",
    ),
    error(
        "bad-name",
        "The name of a file is part of an address: at most 80 lower-case letters, digits and single hyphens before .yml.",
        "# case-studies/Other Scheme.yml\nkind: case-study",
        "# case-studies/other-scheme.yml\nkind: case-study",
    ),
    error(
        "slug-used-twice",
        "A name stands for one entry, whatever its kind, because its address has no kind in it.",
        "# findings/riverside.yml\nkind: finding",
        "# findings/riverside-survey.yml\nkind: finding",
    ),
    error(
        "slug-gone",
        "A slug is for ever: others have linked to it. An entry that should no longer count gets `withdrawn`, with the reason "
        "and a successor; its file stays. `published.txt` lists the slugs in use.",
        "published.txt lists riverside-old, and no file riverside-old.yml is there",
        "published.txt lists riverside, and case-studies/riverside.yml is there",
        shown=False,
    ),
    error(
        "kind-against-folder",
        "The kind of an entry is that of its folder; the folders of the kinds stand in base.yml.",
        "kind: finding",
        "kind: case-study",
    ),
    error(
        "not-a-file",
        "Only ordinary files are read: no links, pipes or devices, which would lead out of the base.",
        "a link from case-studies/other.yml to a file elsewhere",
        "the file itself",
        shown=False,
    ),
    error(
        "unreadable",
        "Each file of the base can be opened by whoever checks it. See that it is a file, and that you may read it.",
        "a folder named case-studies/other.yml",
        "a file of this name",
        shown=False,
    ),
    error(
        "too-large",
        "A file has at most a million bytes, which is far more than an entry needs. What is larger is something "
        "else, or several.",
        "a file of two million bytes",
        "two files",
        shown=False,
    ),
    error(
        "not-utf-8",
        "Files are text in UTF-8. A document of a word processor is not; nor is a text saved as Windows-1252.",
        "a file that was saved as Windows-1252",
        "the same, saved as UTF-8",
        shown=False,
    ),
    error(
        "more-problems",
        "Of one file a hundred problems are listed. Most come from few causes: correct the first ones and check again.",
        "a file with 150 problems",
        "a file without",
        shown=False,
    ),
)
