from dataclasses import replace
from typing import Any, get_args

import pytest

from ingest.contribute.form.choices import Choices
from ingest.contribute.form.fields import Field, Shape, fields, whole
from ingest.contribute.form.filled import Given, as_one, folded, pairs, read, unfolded, without
from ingest.contribute.form.named import Names
from ingest.contribute.form.sections import SECTIONS
from ingest.contribute.form.submission import acted, as_pairs, of_entry, of_source, submitted, suggested
from ingest.contribute.form.words import ADVICE, HELP, LABELS, LONG, MESSAGES, SELDOM
from ingest.read.load import Base
from kb.errors import KbError
from kb.model.entry import Entry
from kb.model.facts import Fact
from kb.model.source import Source
from kb.rules.catalogue import RULES


def _as_list(value: Any) -> Any:  # noqa: ANN401 - any YAML value
    """Give data with each citation in a list, as the form holds it, and without lists that say nothing."""
    if isinstance(value, dict):
        items = {name: [one] if name == "cite" and isinstance(one, dict) else one for name, one in value.items()}
        return {name: _as_list(one) for name, one in items.items() if one not in ([], {}) or name == "about"}
    if isinstance(value, list):
        return [_as_list(one) for one in value]
    return value.strip() if isinstance(value, str) else value


def test_every_entry_goes_through_the_form_without_losing_anything(real_base: Base) -> None:
    for slug in real_base.entries:
        travelling = replace(of_entry(slug, real_base), same=frozenset())
        filled = submitted(as_pairs(travelling), real_base)
        assert filled.entry == _as_list(real_base.documents[slug].data), slug
        assert (filled.slug, filled.changes) == (slug, slug)


def test_every_source_goes_through_the_form_without_losing_anything(real_base: Base) -> None:
    for name in real_base.sources:
        filled = submitted(as_pairs(of_source(name, real_base)), real_base)
        assert filled.source == _as_list(real_base.documents[f"sources/{name}"].data), name


def test_every_field_of_an_entry_stands_in_one_section() -> None:
    placed = [name for section in SECTIONS for name in section.fields]
    assert sorted(placed) == sorted(field.name for field in fields(Entry))


def test_words_are_kept_for_fields_that_there_are() -> None:
    known = {f"{model.__name__}.{name}" for model in _models(Entry) | _models(Source) for name in _names(model)}
    assert {*LABELS, *HELP, *LONG, *SELDOM} - known == set()


def _models(model: type[Fact]) -> set[type[Fact]]:
    found = {model}
    for info in model.model_fields.values():
        inner = _inner(info.annotation)
        found |= _models(inner) if inner else set()
    return found


def _inner(annotation: object) -> type[Fact] | None:
    if isinstance(annotation, type) and issubclass(annotation, Fact):
        return annotation
    return next((found for one in get_args(annotation) if (found := _inner(one))), None)


def _names(model: type[Fact]) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items()}


def test_shapes_come_from_the_models() -> None:
    entry = whole(Entry)
    shapes = {
        "kind": Shape.TERM,
        "questions": Shape.LINES,
        "care_models": Shape.TERMS,
        "terms": Shape.OWN_TERMS,
        "impacts": Shape.PARTS,
        "status": Shape.PART,
    }
    assert {name: _field(entry, name).shape for name in shapes} == shapes
    state = _field(_field(entry, "milestones"), "state")
    assert (state.shape, state.choices) == (Shape.CHOICE, ("planned", "happened"))
    assert _field(_field(entry, "impacts"), "cite").shape == Shape.CITES


def _field(holder: Field, name: str) -> Field:
    found = holder.field(name)
    assert found is not None
    return found


def test_a_part_that_is_taken_out_lets_those_behind_it_move_up() -> None:
    posted = [("impacts.0.value", "1"), ("impacts.1.value", "2"), ("impacts.2.value", "3"), ("impacts", "x")]
    assert without(posted, "impacts.1") == [("impacts.0.value", "1"), ("impacts.1.value", "3"), ("impacts", "x")]


def test_buttons_add_open_and_take_out_parts() -> None:
    posted, goes_to = acted([("impacts.0.value", "1")], "add:impacts")
    assert goes_to == "impacts.1"
    assert ("open", "impacts.1") in posted
    posted, _ = acted(posted, "remove:impacts.0")
    assert posted == [("impacts.0", ""), ("open", "impacts.0")]
    assert acted(posted, "close:impacts.0")[0] == [("impacts.0", "")]
    assert acted(posted, "add:title") == (posted, "")
    assert acted(posted, "remove:impacts") == (posted, "")


def test_terms_of_a_vocabulary_of_the_bases_own_are_kept() -> None:
    data = {"terms": {"trades": ["baker", "smith"]}}
    assert read(whole(Entry), Given.of(pairs(whole(Entry), data))) == data


def test_words_of_the_form_are_those_of_rules_that_there_are() -> None:
    assert {*ADVICE, *MESSAGES} - set(RULES) == set()


def test_a_part_in_one_value_is_read_as_if_each_field_had_come_alone() -> None:
    impacts = _field(whole(Entry), "impacts")
    data = {
        "outcome": "emergency-admissions",
        "note": "50% & more = “a lot”\nof +1",
        "cite": [{"source": "one", "at": "page 2"}],
    }
    one = folded(impacts, data, "one")
    posted = unfolded([("impacts.3", one), ("title", "a=b&c")], 100)
    assert ("impacts.3.note", data["note"]) in posted
    assert ("impacts.3.cite.0.at", "page 2") in posted
    assert ("title", "a=b&c") in posted
    assert not [name for name, _ in posted if name.endswith(".source")]
    assert unfolded([("kept", as_one(posted))], 100)[1:] == posted
    with pytest.raises(KbError, match="more than 3 fields"):
        unfolded([("impacts.3", one)], 3)


@pytest.mark.parametrize(
    "named", ["sampleton-mcp", "Sampleton community provider", "https://example.org/entries/sampleton-mcp?q=x#impacts"]
)
def test_reports_and_entries_may_be_named_as_people_name_them(small_base: Base, named: str) -> None:
    names = Names.of(small_base)
    assert names.entry(named) == "sampleton-mcp"
    assert names.entry("something else") == "something else"
    report = small_base.sources["leaflet-2016"]
    assert {names.report(one) for one in ("leaflet-2016", report.title.upper())} == {"leaflet-2016"}
    (shown,) = (one.label for one in Choices(small_base).sources if one.value == "leaflet-2016")
    assert names.report(shown) == "leaflet-2016"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Café de l’été", "cafe-de-lete"),
        ("\u0440\u0430ypal team", "team"),
        ("Sutton's “Red Bag” – 2016", "suttons-red-bag-2016"),
        ("../../etc/passwd", "etc-passwd"),
        ("健康", ""),
    ],
)
def test_an_address_name_has_plain_letters_and_never_half_a_word(title: str, name: str) -> None:
    assert suggested(title) == name


def test_a_part_that_a_report_does_not_tell_of_is_chosen_from_the_fields(small_base: Base) -> None:
    offered = {one.value: one.label for one in Choices(small_base).fields}
    assert offered["contract.values"] == "Contract and money: Sums of money"
    assert {name.partition(".")[0] for name in offered} <= set(Entry.model_fields)
