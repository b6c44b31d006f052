"""Every text of an entry or a source that a reader sees, with its place."""

from collections.abc import Iterable, Iterator

from kb.model.citations import Location
from kb.model.facts import Fact

# Fields that hold ids and addresses, which no reader reads as text.
NO_TEXT = frozenset(
    {"source", "slug", "id", "url", "doi", "email", "phone", "claim", "repeats", "currency", "date", "to", "as_of"}
)


def texts(facts: Iterable[tuple[Location, Fact]]) -> Iterator[tuple[Location, str]]:
    """Give each text of facts with its place, ids of terms apart."""
    for at, part in facts:
        for name, info in type(part).model_fields.items():
            extra = info.json_schema_extra
            if name in NO_TEXT or (isinstance(extra, dict) and "vocabulary" in extra):
                continue
            value = getattr(part, name)
            if isinstance(value, str):
                yield (*at, name), value
            elif isinstance(value, list):
                yield from (((*at, name, index), item) for index, item in enumerate(value) if isinstance(item, str))
