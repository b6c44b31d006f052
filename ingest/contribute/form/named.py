"""Reports and entries as people name them: by a title, by what a list shows, or by an address of the site, as their ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ingest.contribute.form.choices import Choices
from ingest.contribute.form.fields import Field, Shape
from ingest.contribute.form.filled import Data
from ingest.read.load import Base

PAGES = "/entries/"


@dataclass(frozen=True)
class Names:
    """What the reports and entries of a base are called, without regard to capitals, and their ids."""

    reports: Mapping[str, str]
    entries: Mapping[str, str]

    @classmethod
    def of(cls, base: Base) -> "Names":
        """Gather the names of a base; a title that two have in common names neither."""
        shown = {one.label.casefold(): one.value for one in Choices(base).sources}
        return cls(
            {**_titles(base.sources), **shown, **{name: name for name in base.sources}},
            {**_titles(base.entries), **{slug: slug for slug in base.entries}},
        )

    def report(self, typed: str) -> str:
        """Give the id of a report; what names none stays, so that it can be said."""
        return self.reports.get(typed.casefold(), typed)

    def entry(self, typed: str) -> str:
        """Give the slug of an entry, also of its page's address; what names none stays, so that it can be said."""
        path = urlsplit(typed).path if PAGES in typed else typed
        return self.entries.get(path.rpartition(PAGES)[2].strip("/").casefold(), typed)


def _titles(named: Mapping[str, Any]) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for name, one in named.items():
        found.setdefault(one.title.casefold(), []).append(name)
    return {title: names[0] for title, names in found.items() if len(names) == 1}


def with_ids(holder: Field, data: Data, names: Names) -> Data:
    """Give the data of a part with ids for the names of reports and entries in it."""
    return {one.name: _with_id(one, data[one.name], names) for one in holder.inside if one.name in data}


def _with_id(field: Field, value: Any, names: Names) -> Any:  # noqa: ANN401 - data of any kind
    if field.shape == Shape.SOURCE:
        return names.report(value)
    if field.shape == Shape.ENTRY:
        return names.entry(value)
    if field.has_parts:
        return [with_ids(field, one, names) for one in value]
    return with_ids(field, value, names) if field.shape == Shape.PART else value
