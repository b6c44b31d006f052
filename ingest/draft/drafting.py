"""From a report to files that propose entries, changes of entries and the record of the source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.draft.finding.facts import Fact
from ingest.draft.finding.finder import Finder, Findings
from ingest.draft.finding.profile import passages_of, profile
from ingest.draft.finding.proposers import proposer, with_proposals
from ingest.draft.finding.schemes import Scheme
from ingest.draft.reading.document import Document
from ingest.draft.reading.reading import read
from ingest.draft.writing.decision_page import decision_page
from ingest.draft.writing.entry_text import change_text, entry_text
from ingest.draft.writing.recognition import Recognition
from ingest.draft.writing.source_record import source_record
from ingest.read.load import Base
from kb.errors import KbError
from kb.model.facts import SLUG_LENGTH
from kb.model.source import Source

CHANGES = "changes"


@dataclass(frozen=True)
class Draft:
    """A file to write: its path below the folder of drafts, and its text."""

    path: Path
    text: str


def found(path: Path, base: Base, finder: Finder, source: str = "", plug_in: str = "") -> Findings:
    """Read a report and find what it says; a plug-in may propose more."""
    document = read_known(path, base.sources.get(source))
    findings = finder.find(document, Recognition(base).names)
    return with_proposals(findings, proposer(plug_in), base.vocabularies) if plug_in else findings


def read_known(path: Path, source: Source | None) -> Document:
    """Read a report; what the base knows of its source counts where the document is silent."""
    document = read(path, source.parts if source else None)
    about = document.about
    known = replace(about, title=about.title or source.title, date=about.date or source.date) if source else about
    return replace(document, about=known)


def drafts(findings: Findings, base: Base, source: str = "") -> list[Draft]:
    """Give the drafts of all units that something was found of, and the source's record if it is named and not there."""
    cited = source or Recognition(base).source(findings.document.about) or slug(Path(findings.document.name).stem)
    files = list(_entries(findings, base, cited))
    if source and source not in base.sources:
        files.append(Draft(Path("sources") / f"{source}.yml", source_record(findings.document)))
    return files


def page(findings: Findings) -> Draft:
    """Give the page that shows the facts beside the text."""
    return Draft(page_path(Path(findings.document.name)), decision_page(findings))


def page_path(report: Path) -> Path:
    """Give the path of a report's page below the folder of drafts."""
    return Path(f"{slug(report.stem)}.html")


def require_new(paths: list[Path]) -> None:
    """Raise KbError where a draft is there already, since somebody may have worked on it."""
    taken = [path for path in paths if path.exists()]
    if taken:
        raise KbError(f"{taken[0]}: there is a draft already; move it away or name another folder with --output")


def write(files: list[Draft], folder: Path) -> list[Path]:
    """Write drafts below a folder. Raises KbError where one is there already, since somebody may have worked on it."""
    require_new([folder / file.path for file in files])
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    return [folder / file.path for file in files]


def slug(name: str) -> str:
    """Give the slug that a name makes."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:SLUG_LENGTH].strip("-") or "draft"


def _entries(findings: Findings, base: Base, source: str) -> Iterator[Draft]:
    recognition = Recognition(base)
    changed: dict[str, list[Fact]] = {}
    itself = findings.schemes[0]
    for scheme, facts in zip(findings.schemes, findings.facts, strict=True):
        if not facts:
            continue
        known = recognition.of_source(source, scheme) if scheme is itself else recognition.entry(scheme)
        if known:
            changed.setdefault(known, []).extend(facts)
        else:
            yield _new(scheme, facts, findings, base, source)
    for entry, gathered in changed.items():
        comparison = recognition.compared(gathered, entry, source)
        if comparison.new:
            text = change_text(entry, comparison, source, findings.document.name)
            yield Draft(Path(CHANGES) / f"{entry}.yml", text)


def _new(scheme: Scheme, facts: tuple[Fact, ...], findings: Findings, base: Base, source: str) -> Draft:
    blocks = {spot.block for fact in facts for spot in fact.spots}
    told = passages_of(findings.passages, frozenset(blocks | scheme.mentioned))
    found = profile(told, base.vocabularies, scheme.names)
    others = {name for other in findings.schemes if other is not scheme for name in other.names}
    described = replace(found, organisations=[one for one in found.organisations if one[0] not in others])
    folder = next(name for name, kind in base.about.folders.items() if kind == scheme.kind)
    document: Document = findings.document
    text = entry_text(scheme, described, facts, source, document.name, document.about.date)
    return Draft(Path(folder) / f"{slug(scheme.name)}.yml", text)
