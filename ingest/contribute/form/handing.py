"""How a submission gets to those who publish the base: as a file, as a pull request, or by e-mail."""

from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from urllib.parse import quote, urlencode

from ingest.contribute.form.fields import Field
from ingest.contribute.form.filled import Data
from ingest.contribute.form.places import keep
from ingest.contribute.form.submission import ENTRY, SOURCE, Submission, of_entry, of_source
from ingest.contribute.form.written import in_layout, laid_out
from ingest.read.load import Base
from ingest.read.yaml_reader import Document
from kb.model.base import SOURCES
from kb.model.entry import Entry
from kb.model.source import Source

# What servers and mail programs take as an address; a longer text goes by copy and paste.
LONGEST_LINK, LONGEST_MAIL = 7_000, 1_800
# Of what changes, so many lines before and behind are told.
AROUND = 2


@dataclass(frozen=True)
class File:
    """A file of the repository as it should become. `link` opens the page where that is proposed."""

    what: str
    path: str
    text: str
    is_new: bool
    link: str = ""
    filled: bool = False
    """Whether the page that the link opens has the text in it already."""
    before: str = ""
    """The text of the file that it replaces."""

    @property
    def changes(self) -> str:
        """Give the lines that change, as people read them in a proposal; empty for a new file, or where nothing changes."""
        if self.is_new:
            return ""
        found = unified_diff(self.before.splitlines(), self.text.splitlines(), lineterm="", n=AROUND)
        return "\n".join([line for line in found if not line.startswith(("---", "+++"))])

    @property
    def name(self) -> str:
        """Give the name to download it under."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Handing:
    """The files of a submission, and the ways to send them. `mail` is empty where no address is known."""

    files: tuple[File, ...]
    mail: str = ""
    address: str = ""
    """Whom to write to, where that is no e-mail address."""
    whole_mail: bool = False
    """Whether the message holds all there is to send."""


def handed(filled: Submission, base: Base, repository: str | None) -> Handing:
    """Give the files of a submission and the ways to send them."""
    files = tuple(_linked(file, repository or base.about.repository) for file in files_of(filled, base))
    to = base.about.corrections or ""
    if "@" not in to or " " in to.strip():
        return Handing(files, address=to)
    mail, whole = _mail(to.strip().removeprefix("mailto:"), files)
    return Handing(files, mail, whole_mail=whole)


def files_of(filled: Submission, base: Base) -> tuple[File, ...]:
    """Give the files that a submission comes to: the report where it is described, and the entry."""
    found = []
    if filled.source is not None:
        there = of_source(filled.source_id, base).source if filled.source_id in base.sources else None
        data, before = _replacing(SOURCE, filled.source, there, base.documents.get(f"{SOURCES}/{filled.source_id}"))
        found.append(
            File("the report", filled.source_path, laid_out(data, Source, before), there is None, before=before)
        )
    if not filled.is_source:
        there = of_entry(filled.changes, base).entry if filled.changes else None
        data, before = _replacing(ENTRY, filled.entry, there, base.documents.get(filled.changes))
        found.append(
            File("the entry", filled.path(base), laid_out(data, Entry, before), not filled.changes, before=before)
        )
    return tuple(found)


def _replacing(holder: Field, filled: Data, there: Data | None, document: Document | None) -> tuple[Data, str]:
    """Give the data of a file, and the text of the one that it replaces, laid out. What is not changed stays as it is there."""
    data = keep(holder, filled, lambda _name, part: bool(part)).data
    if there is None or document is None:
        return data, ""
    kept = {name: value for name, value in document.data.items() if filled.get(name) == there.get(name)}
    return {**data, **kept}, in_layout(Path(document.path).read_text(encoding="utf-8"))


def _linked(file: File, repository: str | None) -> File:
    if not repository:
        return file
    root = repository.rstrip("/")
    if not file.is_new:
        return replace(file, link=f"{root}/edit/main/{quote(file.path)}")
    link = f"{root}/new/main?{urlencode({'filename': file.path, 'value': file.text}, quote_via=quote)}"
    if len(link) <= LONGEST_LINK:
        return replace(file, link=link, filled=True)
    return replace(file, link=f"{root}/new/main?{urlencode({'filename': file.path})}")


def _mail(to: str, files: tuple[File, ...]) -> tuple[str, bool]:
    """Give the link that opens a message, and whether it holds all there is to send: new files, and the lines that change."""
    names = ", ".join(file.name for file in files)
    whole = _message(to, files, "\n\n".join(f"{file.path}:\n\n{file.changes or file.text}" for file in files))
    if len(whole) <= LONGEST_MAIL:
        return whole, True
    return _message(to, files, f"Attached: {names}\n\n(Attach what you downloaded, and say what it is about.)"), False


def _message(to: str, files: tuple[File, ...], body: str) -> str:
    subject = f"Proposed: {', '.join(file.path for file in files)}"[:150]
    question = urlencode({"subject": subject, "body": body.replace("\n", "\r\n")}, quote_via=quote)
    return f"mailto:{quote(to, safe='@')}?{question}"
