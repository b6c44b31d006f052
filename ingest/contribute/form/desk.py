"""Answers what is asked of the form: a pure function of the request and the base, run in a process of its own."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from urllib.parse import parse_qsl

import orjson

from ingest.contribute.form.choices import Choices
from ingest.contribute.form.examining import Examined, Said, as_json, examined
from ingest.contribute.form.filled import Pair, unfolded
from ingest.contribute.form.handing import files_of, handed
from ingest.contribute.form.named import Names
from ingest.contribute.form.pages import Pages
from ingest.contribute.form.submission import (
    Submission,
    acted,
    of_data,
    of_entry,
    of_source,
    submitted,
)
from ingest.contribute.likeness import alike
from ingest.contribute.preview.small import viewed
from ingest.read.load import Base, load
from ingest.read.yaml_reader import read_text
from kb.errors import KbError
from kb.site.pages.entry import EntryView

# The largest entry has 600 fields, and its longest text 1,200 characters. What is pasted whole may be longer.
MOST_FIELDS, LONGEST = 4_000, 10_000
PASTED = frozenset({"text", "draft", "file"})
LISTS = "/contribute/lists.json"
PAGE, JSON, FILE, ENTRY, NOT_THERE = "page", "json", "file", "entry", "not-there"


@dataclass(frozen=True)
class Asked:
    """A request: an address below /contribute, what it asks in its question part, and what was posted."""

    path: str
    query: tuple[Pair, ...] = ()
    body: bytes = b""
    content_type: str = ""
    near: tuple[tuple[str, float], ...] = ()
    """Slugs of entries near in meaning, with their similarity."""
    repository: str | None = None


@dataclass(frozen=True)
class Answer:
    """An answer: a page's content, JSON, a file to keep, or an entry to show as its page would be."""

    kind: str
    title: str = ""
    body: str = ""
    name: str = ""
    view: EntryView | None = None
    whole: bool = True
    """Whether the entry is shown without parts left out."""


class Desk:
    """Holds the base, and reads it anew when its files have changed."""

    def __init__(self, entries: Path, root: str) -> None:
        self._entries, self._root = entries, root
        self._state: Mapping[str, tuple[int, int]] = {}
        self._renew()

    def _renew(self) -> None:
        """Read the base. Raises KbError where it can't be read."""
        state = _state(self._entries)
        if state != self._state:
            self._base = load(self._entries)
            self._base.about  # noqa: B018 - raises where there is no base.yml
            self._pages = Pages(Choices(self._base), self._root)
            self._state = state

    def answer(self, asked: Asked) -> Answer:
        """Answer a request."""
        self._renew()
        if asked.path == LISTS:
            return Answer(JSON, body=self._pages.lists())
        if asked.path == "/contribute":
            return Answer(PAGE, "Add or correct an entry", self._pages.start())
        if not asked.content_type:
            return self._opened(asked)
        posted = read_posted(asked)
        action = next((value for name, value in posted if name == "do"), "")
        posted = [pair for pair in posted if pair[0] != "do"]
        return self._filled_from(posted) if action == "fill" else self._posted(asked, posted, action)

    def _opened(self, asked: Asked) -> Answer:
        """Open the form: empty, or with what is there already."""
        query = dict(asked.query)
        changed, at = query.get("change", "").strip(), query.get("at", "")
        is_source = asked.path.endswith("/source")
        if is_source:
            return self._opened_source(changed)
        if not changed:
            main = query.get("report", "")
            today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
            begun = Submission(
                main=main if main in self._base.sources else "", entry={"review": {"last_checked": today}}
            )
            return self._form(begun)
        changed = Names.of(self._base).entry(changed)
        if changed not in self._base.entries:
            advice = "Search for it, and choose “Change this entry” on its page."
            return Answer(NOT_THERE, body=f"There is no entry called {changed[:80]!r}. {advice}")
        filled = of_entry(changed, self._base)
        return self._form(replace(filled, opened=frozenset({at} if at else ())), goes_to=at)

    def _opened_source(self, changed: str) -> Answer:
        if changed and changed not in self._base.sources:
            return Answer(NOT_THERE, body=f"There is no report {changed[:80]!r}.")
        return self._form(of_source(changed, self._base) if changed else submitted([("subject", "source")], self._base))

    def _filled_from(self, posted: list[Pair]) -> Answer:
        """Fill the form from a draft that was pasted or sent as a file."""
        text = next((value for name, value in posted if name in ("draft", "file") and value.strip()), "")
        document = read_text(text.removeprefix("\ufeff").replace("\r\n", "\n"), "draft")
        if document.problems or not isinstance(document.data, dict):
            problem = document.problems[0] if document.problems else None
            why = f"line {problem.line}: {problem.message}" if problem else "there are no fields in it"
            message = f"The draft can't be read: {why}."
            return Answer(PAGE, "Add or correct an entry", self._pages.start(message, text))
        filled = of_data(document.data, self._base)
        return self._form(filled, self._examined(filled))

    def _posted(self, asked: Asked, posted: list[Pair], action: str) -> Answer:
        posted, goes_to = acted(posted, action)
        filled = submitted(posted, self._base)
        if asked.path.endswith(".json"):
            return Answer(JSON, body=orjson.dumps({"ok": True, "said": as_json(self._examined(filled))}).decode())
        if action.startswith("file:"):
            return self._file(filled, action.partition(":")[2])
        was_checked = ("checked", "yes") in posted
        if not (action in ANSWERS or was_checked):
            return self._form(filled, goes_to=goes_to)
        found = self._examined(filled)
        return ANSWERS.get(action, Desk._checked)(self, asked, filled, found, goes_to)

    def _examined(self, filled: Submission) -> Examined:
        found = examined(filled, self._base)
        more = _names_wrong(filled, self._base)
        return replace(found, said=(*more, *found.said)) if more else found

    def _checked(self, asked: Asked, filled: Submission, found: Examined, goes_to: str = "") -> Answer:
        near = alike(filled.entry, self._base, asked.near, filled.changes) if filled.entry else ()
        title, body = _title(filled), self._pages.form(filled, found, near, goes_to)
        return Answer(PAGE, f"Error: {title}" if found.errors and not goes_to else title, body)

    def _form(self, filled: Submission, found: Examined | None = None, goes_to: str = "") -> Answer:
        return Answer(PAGE, _title(filled), self._pages.form(filled, found, goes_to=goes_to))

    def _previewed(self, asked: Asked, filled: Submission, found: Examined, _goes_to: str) -> Answer:
        if filled.is_source or filled.slug not in found.base.entries:
            return self._checked(asked, filled, found)
        return Answer(ENTRY, view=viewed(filled.slug, found.base), whole=found.readable)

    def _finished(self, asked: Asked, filled: Submission, found: Examined, _goes_to: str) -> Answer:
        return self._checked(asked, filled, found) if found.errors else self._sent(asked, filled, found)

    def _sent(self, asked: Asked, filled: Submission, found: Examined, _goes_to: str = "") -> Answer:
        near = alike(filled.entry, self._base, asked.near, filled.changes) if filled.entry else ()
        handing = handed(filled, self._base, asked.repository)
        return Answer(PAGE, "Ready to send", self._pages.done(filled, found, near, handing))

    def _file(self, filled: Submission, number: str) -> Answer:
        files = files_of(filled, self._base)
        file = files[int(number)] if number in {str(one) for one in range(len(files))} else files[-1]
        return Answer(FILE, body=file.text, name=file.name)


def _state(entries: Path) -> Mapping[str, tuple[int, int]]:
    """Give what tells that a file of the base has changed: its time and size."""
    found = ((str(path), path.stat()) for path in entries.rglob("*.yml") if path.is_file())
    return {name: (told.st_mtime_ns, told.st_size) for name, told in found}


ANSWERS: dict[str, Callable[[Desk, Asked, Submission, Examined, str], Answer]] = {
    "check": Desk._checked,
    "preview": Desk._previewed,
    "finish": Desk._finished,
    "send": Desk._sent,
}


def _title(filled: Submission) -> str:
    if filled.is_source:
        return "Change a report" if filled.changes else "Describe a report"
    return "Change an entry" if filled.changes else "Add an entry"


def _names_wrong(filled: Submission, base: Base) -> tuple[Said, ...]:
    """Say where a name for an address is missing or taken."""
    found = []
    if not filled.is_source and not filled.slug:
        found.append(Said("slug", "Address name", "fill this in, or give the entry a title"))
    elif not filled.is_source and filled.slug != filled.changes and filled.slug in base.slugs:
        found.append(Said("slug", "Address name", f"there is an entry {filled.slug} already", "choose another name"))
    if filled.changes in base.entries and filled.entry.get("kind") != base.documents[filled.changes].data.get("kind"):
        advice = "choose the kind that it had, or write to the editors"
        found.append(Said("kind", "Kind of entry", "the kind of an entry that is there can't be changed here", advice))
    if filled.source is not None and not filled.source_id:
        found.append(Said("source_id", "Short name of the report", "fill this in"))
    elif filled.source is not None and filled.source_id in base.sources and filled.source_id != filled.changes:
        advice = "choose it from the list above, or give this one another name"
        found.append(
            Said("source_id", "Short name of the report", f"there is a report {filled.source_id} already", advice)
        )
    return tuple(found)


def read_posted(asked: Asked) -> list[Pair]:
    """Give the names and values that were posted, as a browser encodes them. Raises KbError where there are too many."""
    found = _multipart(asked) if asked.content_type.startswith("multipart/form-data") else _encoded(asked.body)
    return [(name, value if name in PASTED else value[:LONGEST]) for name, value in unfolded(found, MOST_FIELDS)]


def _encoded(body: bytes) -> list[Pair]:
    try:
        return parse_qsl(body.decode("utf-8", errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise KbError(f"The form has more than {MOST_FIELDS:,} fields; send less at once.") from error


def _multipart(asked: Asked) -> list[Pair]:
    head = f"content-type: {asked.content_type}\r\n\r\n".encode("latin-1", errors="replace")
    message = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + asked.body)
    found: list[Pair] = []
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found.append((name, content.decode("utf-8", errors="replace")))
    return found[:MOST_FIELDS]
