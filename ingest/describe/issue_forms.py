"""The forms by which people who know no git suggest an entry, report a mistake or tell of a contact that has changed.

The questions bear the names of the model's fields, so that `kb new --from-issue` turns an answered form into a draft.
"""

from typing import Any

import yaml

from ingest.read.load import Base
from kb.model.entry import Entry
from kb.model.facts import fields_of
from kb.model.vocabulary import VocabularyTerm

FOLDER = ".github/ISSUE_TEMPLATE"
HEAD = "# Written by `make docs` from the models and the vocabularies of the base.\n"
Form = dict[str, Any]
PUBLISHED = "Is it published?"


def issue_forms(base: Base) -> dict[str, str]:
    """Give each form by its path in the repository."""
    forms = {
        "suggest-an-entry": _suggest(base),
        "report-a-mistake": _mistake(base),
        "a-contact-has-changed": _contact(),
    }
    return {f"{FOLDER}/{name}.yml": HEAD + _as_yaml(form) for name, form in forms.items()}


def _as_yaml(form: Form) -> str:
    return yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=120)


def _suggest(base: Base) -> Form:
    about = base.about
    kinds = [_label(base, "kinds", kind) for kind in about.kinds]
    return _form(
        "Suggest an entry",
        f"Something that {about.name} should hold. A published source and the place in it are needed, nothing else.",
        "suggestion",
        _choice("Kind of entry", "What is it?", kinds, required=True),
        _line("Title", _told("title"), required=True),
        _text("Summary", _told("summary")),
        _text("Source", "Title, who published it and when, and its address. It must be published.", required=True),
        _text("Figures", "Each figure exactly as printed, with the page, slide or paragraph where it stands."),
        *(
            _boxes(about.plural(name), f"Tick what applies. {about.filter_words(name).help}", _terms(base, vocabulary))
            for name, vocabulary in (("care_model", "care_models"), ("contract_type", "contract_types"))
        ),
        _choice("State", "How far had it come, at the source's date?", _labels(base, "status")),
        _line("As of", "The date of that state: 2016, March 2016 or 2016-03-14."),
        _line("Place", "Where it was tried, as the source names it."),
        _choice(about.label("region"), about.filter_words("region").help, _labels(base, "regions")),
        _text("Questions", "What would somebody ask who needs this? One question a line."),
        _agreed(),
    )


def _mistake(base: Base) -> Form:
    return _form(
        "Report a mistake",
        f"A figure, a word or a link in {base.about.name} that is wrong.",
        "mistake",
        _line("Address", "The address of the page; the # at its end leads to the fact.", required=True),
        _text("What it says", "The words or the number on the page.", required=True),
        _text("What the source says", "As printed, with the page, slide or paragraph.", required=True),
    )


def _contact() -> Form:
    return _form(
        "A contact has changed",
        "Somebody named as a contact has moved on, or the address no longer works.",
        "contact",
        _line("Address", "The address of the entry's page.", required=True),
        _line("Who is named there", "As the page has it.", required=True),
        _text(
            "What is right",
            "The published professional contact, and where it is published. Private details can't be taken.",
        ),
    )


def _form(name: str, description: str, label: str, *questions: Form) -> Form:
    return {"name": name, "description": description, "labels": [label], "body": list(questions)}


def _question(kind: str, label: str, description: str, more: Form, *, required: bool) -> Form:
    attributes = {"label": label, "description": description, **more}
    return {"type": kind, "attributes": attributes, "validations": {"required": required}}


def _line(label: str, description: str, *, required: bool = False) -> Form:
    return _question("input", label, description, {}, required=required)


def _text(label: str, description: str, *, required: bool = False) -> Form:
    return _question("textarea", label, description, {}, required=required)


def _choice(label: str, description: str, options: list[str], *, required: bool = False) -> Form:
    return _question("dropdown", label, description, {"options": options}, required=required)


def _boxes(label: str, description: str, terms: dict[str, VocabularyTerm]) -> Form:
    options = [{"label": term.label} for term in terms.values()]
    return {"type": "checkboxes", "attributes": {"label": label, "description": description, "options": options}}


def _agreed() -> Form:
    words = (
        "The source is published, holds no private details, and what I write may be used under the licence of the base."
    )
    options = [{"label": words, "required": True}]
    return {"type": "checkboxes", "attributes": {"label": PUBLISHED, "options": options}}


def _told(name: str) -> str:
    return fields_of(Entry)[name].description or ""


def _terms(base: Base, vocabulary: str) -> dict[str, VocabularyTerm]:
    return base.vocabularies.terms(vocabulary)


def _labels(base: Base, vocabulary: str) -> list[str]:
    return [term.label for term in _terms(base, vocabulary).values()]


def _label(base: Base, vocabulary: str, term_id: str) -> str:
    found = _terms(base, vocabulary).get(term_id)
    return found.label if found else term_id
