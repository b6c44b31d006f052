"""What a file names, whether or not the file is right: terms with their vocabulary, and sources."""

from collections.abc import Iterator

from ingest.read.yaml_reader import Location
from kb.model.base import SOURCES
from kb.model.facts import Cite, Fact, fields_of, inner_model

Named = tuple[Location, str, str]


def named(data: object, model: type[Fact] | None, at: Location = ()) -> Iterator[Named]:
    """Give the place of each term and source that data name, the vocabulary (or `sources`), and the name."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from named(item, model, (*at, index))
    if not isinstance(data, dict) or model is None:
        return
    for name, info in fields_of(model).items():
        extra, value = info.json_schema_extra, data.get(name)
        vocabulary = extra.get("vocabulary") if isinstance(extra, dict) else None
        if vocabulary:
            yield from ((place, str(vocabulary), text) for place, text in _texts(value, (*at, name)))
        elif model is Cite and name == "source":
            yield from ((place, SOURCES, text) for place, text in _texts(value, (*at, name)))
        else:
            yield from named(value, inner_model(info.annotation), (*at, name))


def _texts(value: object, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, list):
        yield from (((*at, index), item) for index, item in enumerate(value) if isinstance(item, str))
