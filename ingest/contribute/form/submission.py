"""A submission: an entry, and the report that it comes from where the base does not have it yet."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.contribute.form.fields import Field, whole
from ingest.contribute.form.filled import Data, Given, Pair, pairs, read, without
from ingest.contribute.form.named import Names, with_ids
from ingest.contribute.form.sections import SECTIONS
from ingest.read.load import Base
from kb.model.entry import Entry
from kb.model.facts import SLUG_LENGTH, is_slug
from kb.model.source import Source

ENTRY, SOURCE = whole(Entry), whole(Source)
# The value of the field `main` for a report that the base does not have yet.
NEW = "+"
REPORT = "report"
MOST_TEXT = 600_000
# The name of what tells which sections are as they are in the base.
SAME = "same"
# What the places of sections in the page begin with.
SECTION = "s-"


@dataclass(frozen=True)
class Submission:
    """What somebody has filled in so far. `changes` is the slug or id that is changed; empty for something new."""

    is_source: bool = False
    changes: str = ""
    slug: str = ""
    entry: Data = field(default_factory=dict)
    main: str = ""
    """Id of the report that facts come from where they do not say another; NEW for one that is described here."""
    source_id: str = ""
    source: Data | None = None
    text: str = ""
    """The report's text, to look its figures up in."""
    opened: frozenset[str] = frozenset()
    """Names of the parts that stand open."""
    same: frozenset[str] = frozenset()
    """Ids of the sections that are as they are in the base. They do not travel: the base holds them."""
    section: str = ""
    """Id of the section that stands open, where one alone does."""

    @property
    def main_source(self) -> str:
        """Give the id of the report that facts come from."""
        return self.source_id if self.main == NEW else self.main

    def path(self, base: Base) -> str:
        """Give the path of the entry's file in the repository."""
        if self.changes in base.documents:
            return f"entries/{base.documents[self.changes].path.split('/entries/')[-1].removeprefix('entries/')}"
        kind = str(self.entry.get("kind", ""))
        found = base.about.kinds.get(base.vocabularies.meanings.get("kinds", {}).get(kind, kind))
        return f"entries/{(found or next(iter(base.about.kinds.values()))).folder}/{self.slug}.yml"

    @property
    def source_path(self) -> str:
        """Give the path of the report's file in the repository."""
        return f"entries/sources/{self.source_id}.yml"


def submitted(posted: Iterable[Pair], base: Base) -> Submission:
    """Read a submission from posted names and values; what is no field of the form is passed over."""
    given = Given.of(posted)
    is_source = given.one("subject") == "source"
    main = NEW if is_source else given.one("main").strip()
    entry = {} if is_source else read(ENTRY, given)
    source = read(SOURCE, given, REPORT) if main == NEW else None
    found = Submission(
        is_source,
        given.one("changes").strip()[:SLUG_LENGTH],
        _slug(given.one("slug")) or suggested(str(entry.get("title", ""))),
        entry,
        main,
        _slug(given.one("source_id")) or _source_id(source or {}),
        source,
        given.one("text")[:MOST_TEXT],
        frozenset(given.all("open")),
        section=given.one("section"),
    )
    known = found.changes in (base.sources if is_source else base.entries)
    # What is there already keeps its name.
    if not known:
        found = replace(found, changes="")
    elif is_source:
        found = replace(found, source_id=found.changes)
    else:
        found = replace(found, slug=found.changes)
    filled = _sourced(with_ids(ENTRY, found.entry, Names.of(base)), found.main_source)
    if not found.changes or is_source:
        return replace(found, entry=filled)
    there = of_entry(found.changes, base).entry
    whole = {**{name: there[name] for name in _fields_of(given.all(SAME)) if name in there}, **filled}
    return replace(found, entry=whole, same=_same(whole, there))


def _fields_of(sections: Iterable[str]) -> set[str]:
    return {name for one in SECTIONS if one.id in sections for name in one.fields}


def _same(entry: Data, there: Data) -> frozenset[str]:
    return frozenset(one.id for one in SECTIONS if all(entry.get(name) == there.get(name) for name in one.fields))


def _slug(typed: str) -> str:
    plain = typed.strip().lower()
    return plain if is_slug(plain) else suggested(plain)


def suggested(title: str) -> str:
    """Give the address name that a title suggests: its first words, é as e; a word of another alphabet is left out whole."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", title.lower()) if not unicodedata.combining(one))
    words = re.findall(r"[a-z0-9]+", re.sub(r"\w*[^\W\x00-\x7f]\w*", " ", re.sub("['’]", "", plain)))
    name = ""
    for word in words:
        if name and len(name) + len(word) >= SLUG_LENGTH // 2:
            break
        name = f"{name}-{word}" if name else word[:SLUG_LENGTH]
    return name


def _source_id(source: Data) -> str:
    year = re.search(r"\d{4}", str(source.get("date", "")))
    publisher = "-".join(suggested(str(source.get("publisher") or source.get("title") or "")).split("-")[:3])
    return f"{publisher}-{year[0]}" if publisher and year else publisher


def _sourced(value: Any, source: str) -> Any:  # noqa: ANN401 - data of any kind
    """Give each citation that names a place alone the report that the whole submission comes from."""
    if isinstance(value, list):
        return [_sourced(one, source) for one in value] if any(isinstance(one, dict) for one in value) else value
    if not isinstance(value, dict):
        return value
    cites = value.get("cite")
    if isinstance(cites, list) and source:
        value = {**value, "cite": [{"source": source, **one} if one else one for one in cites]}
    return {name: _sourced(one, source) for name, one in value.items()}


def of_entry(slug: str, base: Base) -> Submission:
    """Give an entry of the base as a submission that changes it."""
    data = base.documents[slug].data
    entry = read(ENTRY, Given.of(pairs(ENTRY, data)))
    return Submission(changes=slug, slug=slug, entry=entry, main=_most_cited(data), same=_same(entry, entry))


def of_source(source: str, base: Base) -> Submission:
    """Give a source of the base as a submission that changes it."""
    data = read(SOURCE, Given.of(pairs(SOURCE, base.documents[f"sources/{source}"].data)))
    return Submission(True, source, main=NEW, source_id=source, source=data)


def of_data(data: Mapping[str, Any], base: Base) -> Submission:
    """Give what a draft holds as a submission: of a source where it has a publisher, else of an entry."""
    if "publisher" in data or "limits" in data:
        source = read(SOURCE, Given.of(pairs(SOURCE, data)))
        return Submission(True, main=NEW, source_id=_source_id(source), source=source)
    entry = read(ENTRY, Given.of(pairs(ENTRY, data)))
    main = _most_cited(data)
    known = main in base.sources
    return Submission(
        slug=suggested(str(entry.get("title", ""))),
        entry=entry,
        main=main if known or not main else NEW,
        source_id="" if known else main,
        source=None if known or not main else {},
    )


def _most_cited(data: object) -> str:
    counts = Counter(_sources(data))
    return counts.most_common(1)[0][0] if counts else ""


def _sources(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("source"), str) and "at" in value:
            yield value["source"]
        for one in value.values():
            yield from _sources(one)
    elif isinstance(value, list):
        for one in value:
            yield from _sources(one)


def as_pairs(filled: Submission) -> list[Pair]:
    """Give a submission as names and values of the form."""
    alone = [("subject", "source" if filled.is_source else "entry"), ("changes", filled.changes), ("slug", filled.slug)]
    alone += [("main", filled.main), ("source_id", filled.source_id), ("text", filled.text)]
    main = filled.main_source
    same = _fields_of(filled.same)
    travels = {name: value for name, value in filled.entry.items() if name not in same}
    entry = [pair for pair in pairs(ENTRY, travels) if not (pair[0].endswith(".source") and pair[1] == main)]
    report = list(pairs(SOURCE, filled.source, REPORT)) if filled.source is not None else []
    alone += [(SAME, one) for one in sorted(filled.same)]
    return [*alone, *entry, *report, *(("open", name) for name in sorted(filled.opened))]


def acted(posted: list[Pair], action: str) -> tuple[list[Pair], str]:
    """Carry out what a button asks for: describe a report; add, take out, open or close a part.

    Give the pairs, and the part to go to; without one for buttons that ask for nothing of the kind.
    """
    verb, _, part = action.partition(":")
    if verb == "describe":
        return [*(pair for pair in posted if pair[0] != "main"), ("main", NEW)], "new-report"
    if verb == "choose":
        return posted, "main"
    if verb == "section":
        return posted, f"{SECTION}{part}"
    if verb == "open" and _is_part(part):
        return [("open", part), *posted], part
    if verb == "close":
        return [pair for pair in posted if pair != ("open", part)], part.rpartition(".")[0]
    if verb == "remove" and _is_part(part):
        name = part.rpartition(".")[0]
        opened = without([(value, name_) for name_, value in posted if name_ == "open"], part)
        kept = without([pair for pair in posted if pair[0] != "open"], part)
        return [*kept, *(("open", value) for value, _ in opened)], name
    if verb == "add" and _list_at(part):
        new = f"{part}.{len(Given.of(posted).parts(part))}"
        return [*posted, (new, ""), ("open", new)], new
    return posted, ""


def _is_part(name: str) -> bool:
    holder, _, number = name.rpartition(".")
    return number.isdecimal() and _list_at(holder)


def _list_at(name: str) -> bool:
    """Tell whether a name is that of a list of parts in the form."""
    inner = name.removeprefix(f"{REPORT}.")
    holder: Field | None = SOURCE if inner != name else ENTRY
    for step in inner.split("."):
        if holder is not None and not step.isdecimal():
            holder = holder.field(step)
    return holder is not None and holder.has_parts and not name[-1:].isdecimal()
