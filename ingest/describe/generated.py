"""Files in the repository that are generated: `make docs` writes them, a test holds them to it."""

import json
from pathlib import Path

from ingest.describe.data_dictionary import data_dictionary
from ingest.describe.issue_forms import issue_forms
from ingest.describe.metadata import metadata
from ingest.describe.reference import entry_fields
from ingest.describe.rule_pages import rule_pages
from ingest.read.load import Base
from kb.model.json_schema import MODELS, schema
from kb.site.method import method


def generated(base: Base) -> dict[str, str]:
    """Give the text of every generated file, by its path in the repository."""
    kinds = [(name, term.label, term.definition) for name, term in base.vocabularies.terms("kinds").items()]
    schemas = {name: schema(name, base.vocabularies) for name in MODELS}
    return {
        **{
            f"kb/model/schema/{name}.schema.json": json.dumps(document, indent=2, ensure_ascii=False) + "\n"
            for name, document in schemas.items()
        },
        "docs/entry-fields.md": entry_fields(base.vocabularies),
        "docs/data-dictionary.md": data_dictionary(base.vocabularies),
        "docs/method.md": method(base.about, kinds),
        "metadata.yml": metadata(base),
        **rule_pages(),
        **issue_forms(base),
    }


def write(base: Base, root: Path) -> list[Path]:
    """Write the generated files that differ from what is there; give their paths."""
    changed = []
    for name, text in generated(base).items():
        path = root / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed
