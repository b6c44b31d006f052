import json

import pytest
from jsonschema import Draft202012Validator

from ingest.describe.generated import generated
from ingest.read.load import Base
from tests.samples import ENTRY, REPOSITORY, entry

FILES = ("kb/model/schema/entry.schema.json", "kb/model/schema/source.schema.json", "kb/model/schema/vocabulary.schema.json",
         "docs/entry-fields.md", "docs/data-dictionary.md", "docs/method.md", "metadata.yml")  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_the_committed_file_is_what_the_models_give(real_base: Base, name: str) -> None:
    assert (REPOSITORY / name).read_text(encoding="utf-8") == generated(real_base)[name], "run `make docs`"


def test_each_rule_has_its_page(real_base: Base) -> None:
    pages = {name: text for name, text in generated(real_base).items() if name.startswith("docs/rules/")}
    there = {f"docs/rules/{path.name}" for path in (REPOSITORY / "docs" / "rules").glob("*.md")}
    assert there == set(pages)
    for name, text in pages.items():
        assert (REPOSITORY / name).read_text(encoding="utf-8") == text, "run `make docs`"


def test_every_generated_file_is_tested(real_base: Base) -> None:
    assert set(FILES) <= set(generated(real_base))


def test_the_schema_accepts_and_refuses_as_the_model_does() -> None:
    schema = json.loads((REPOSITORY / FILES[0]).read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(ENTRY)) == []
    assert list(validator.iter_errors(entry(care_models=["nonsense"])))
    assert list(validator.iter_errors(entry(summery="x")))


def test_every_field_has_a_description(real_base: Base) -> None:
    assert "|  |\n" not in generated(real_base)["docs/entry-fields.md"]
