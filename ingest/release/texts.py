"""The texts of a release for people: what is in it, how to open it, how to cite it."""

from importlib.metadata import PackageNotFoundError, distribution

import yaml

from ingest.release.published import Build
from kb.errors import BrokenEnvironmentError
from kb.model.base import BaseFile

PROJECT = "care-models-evidence"
ENCODER = """\
encoder/ holds the sentence model all-MiniLM-L6-v2 by the Sentence Transformers team, exported to ONNX. It comes under the
Apache License, Version 2.0:"""
README = """# {name}, data version {version}

{about}

| file | what it is |
|---|---|
| `kb.db` | everything in one SQLite database, with the indexes of the search |
| `encoder/`, `kb.tokens.safetensors`, `metadata.yml`, `manifest.json` | search, site (`ENCODER-LICENSE.txt`: of `encoder/`) |
| `csv/` | the same tables as CSV files (RFC 4180, UTF-8), without the indexes |
| `entries.json` | every entry whole, in the form of the site's `/entries/<slug>.json` |
| `datapackage.json` | columns, types, keys and links of the CSV files, for Frictionless tools |
| `data-dictionary.md` | the same for people: what each table and column holds |
| `CITATION.cff`, `LICENSE.md` | how to cite it, and what you may do with it |
| `SHA256SUMS` | checksums; `sha256sum --check SHA256SUMS` finds a file that was changed |

## Search it

```sh
pip install .                                 # in a clone of {repository}; without torch
kb search --database kb.db "a question in your own words"
kb serve --database kb.db                     # the whole site, at http://127.0.0.1:8001
```

In Python: `import kb; kb.open("kb.db").search("a question in your own words")`.

## Open it with other tools

```sh
sqlite3 kb.db "select entry, outcome, value, unit, effect, strength from impacts where basis = 'observed'"
duckdb -c "attach 'kb.db' as kb (type sqlite); select outcome, avg(strength) from kb.impacts group by outcome"
sqlite-utils memory csv/impacts.csv:csv "select outcome, value from impacts"   # without :csv it guesses, and may guess wrong
frictionless validate datapackage.json        # or the ZIP file as it is
```

In Python: `pandas.read_csv("csv/impacts.csv")`; in R: `readr::read_csv("csv/impacts.csv")`. In CSV files an empty cell is
a value that is not there, yes and no are 1 and 0, and text that a spreadsheet would run as a formula has an apostrophe
before it; `kb.db` and `entries.json` hold it as it is.

## Read it with care

- Each fact has the source and the place where it stands (`source`, `at`). A target, a projection and a claim without
  figures are no results: look at `basis` before you count.
- `effect` and `strength` are derived; `effect_reason` and `strength_reason` say how. Do not average them.
- `not_stated` lists what a reader would look for and the sources do not say. An empty cell is not a no.
- Do not count an impact twice: several entries may tell of one scheme (`related`), and `disagreements` lists results
  that do not agree.

## Contacts

The table `contacts`, and the contacts in `entries.json`, are work contacts that the cited documents themselves printed,
with the date at which they did (`as_of`). Nobody has confirmed them since, and people move on. They are there so that a
reader can ask those who did the work. Do not use them for marketing, and do not join them with other data about these
people. Who is named and wants to be removed is removed from the next version; please remove them from your copy then
as well. There is no other personal data here: {people} appear without names, and people's names are not kept in `tags`.

## Cite it

> {name}, data version {version}, {day}. {short_licence}.

## Licence

{licence} ([{short_licence}]({address})). The documents that the entries cite belong to their publishers and are not part of
this release. {disclaimer}
"""


def readme(base: BaseFile, build: Build) -> str:
    """Give the README of a release."""
    return README.format(
        name=base.name,
        version=build.data_version,
        about=base.summary,
        day=build.built_at[:10],
        licence=base.licence.title,
        short_licence=base.licence.name,
        disclaimer=base.disclaimer,
        people=base.wording.people,
        address=base.licence.address,
        repository=base.repository or "the project's repository",
    )


def encoder_licence() -> str:
    """Give the licence of the encoder, the same as the project's own.

    Raises BrokenEnvironmentError where the project is not installed, so that its licence is not at hand.
    """
    try:
        text = distribution(PROJECT).read_text("licenses/LICENSE")
    except PackageNotFoundError:
        text = None
    if not text:
        raise BrokenEnvironmentError(
            f"{PROJECT} is not installed, so that its LICENSE is not at hand; run `make build`"
        )
    # The lines on copyright at its end are those of the program, which is somebody else's work than the encoder.
    terms, _, _ = text.partition("   Copyright 20")
    return f"{ENCODER}\n\n{terms}"


def citation(base: BaseFile, build: Build) -> str:
    """Give the citation file of a release: that of the project, with the version of the data."""
    document = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them with their version.",
        "title": base.name,
        "type": "dataset",
        **({"url": base.site} if base.site else {}),
        **({"repository-code": base.repository} if base.repository else {}),
        "version": build.data_version,
        "date-released": build.built_at[:10],
        "license": base.licence.id,
        "authors": [{"name": f"The {base.name} contributors"}],
        "abstract": base.summary,
        "keywords": base.keywords,
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)
