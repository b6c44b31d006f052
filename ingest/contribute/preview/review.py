"""Gathers what a reviewer wants to know of a change: figures looked up, tags, likenesses, neighbours."""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.contribute.likeness import Alike, alike
from ingest.contribute.preview.difference import Difference, difference
from ingest.contribute.preview.earlier import unpacked
from ingest.contribute.preview.judged import Judged
from ingest.contribute.preview.markdown import NOT_ASKED, Surroundings, comment
from ingest.contribute.preview.weblinks import web_links
from ingest.read.load import Base, load
from ingest.store.cache import CACHE
from ingest.store.mentions import tag
from ingest.verify.claims import Kind
from ingest.verify.verification import Status, verify
from kb.published.version import open_version
from kb.search.encoder import Encoder
from kb.search.engine import Search
from kb.search.related import near_text

NEAREST = 6


@dataclass(frozen=True)
class Request:
    """What is to be reviewed: the entries now and at a commit; texts of sources and a database where there are any."""

    entries: Path
    reference: str
    slugs: tuple[str, ...] = ()
    sources: Path | None = None
    database: Path | None = None
    links: bool = False
    """Whether to ask the web addresses of the change whether they answer; needs the network."""


@dataclass(frozen=True)
class Change:
    """A change with the bases before and after it."""

    difference: Difference
    before: Base
    after: Base

    @property
    def is_any(self) -> bool:
        """Tell whether anything has changed at all."""
        found = self.difference
        return bool(found.entries or found.sources or found.vocabularies)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Give the entries that come or change, and so have a page to look at."""
        return tuple(one.slug for one in self.difference.entries if one.slug in self.after.entries)


def shown(asked: Request) -> Change:
    """Give what has changed since the commit.

    Raises BrokenEnvironmentError where the commit can't be read, ContentError where there is no base.yml.
    """
    after = load(asked.entries)
    with earlier(asked) as folder:
        before = load(folder)
    found = difference(before, after)
    if asked.slugs:
        found = replace(found, entries=tuple(one for one in found.entries if one.slug in asked.slugs))
    return Change(found, before, after)


@contextmanager
def earlier(asked: Request) -> Iterator[Path]:
    """Give the entries folder as it was at the commit while the block runs. Raises BrokenEnvironmentError as `shown`."""
    with tempfile.TemporaryDirectory() as made:
        yield unpacked(asked.reference, asked.entries, Path(made))


def reviewed(asked: Request, change: Change, judged: Judged | None = None) -> str:
    """Give the comment on a change, in Markdown; `judged` is what came of asking the judged queries."""
    slugs, after = change.slugs, change.after
    near = _near(slugs, after, asked.database)
    likenesses = {slug: _alike(slug, after, (near or {}).get(slug, ())) for slug in slugs}
    tags = _tags_gained(slugs, change.before, after, asked)
    links = web_links(change.difference, after, ask=asked.links)
    looked = _looked(slugs, after, asked.sources)
    around = Surroundings(looked, tags, likenesses, near, judged or Judged(reason=NOT_ASKED), links, asked.links)
    return comment(change.difference, around)


def _part(slugs: Sequence[str], base: Base) -> Base:
    return replace(base, entries={slug: base.entries[slug] for slug in slugs if slug in base.entries})


def _looked(
    slugs: Sequence[str], base: Base, folder: Path | None
) -> Mapping[str, Mapping[tuple[str | int, ...], Status]] | None:
    """Look the figures of entries up in the texts of a folder; the worst of a figure's numbers counts."""
    if folder is None:
        return None
    order = list(Status)
    found: dict[str, dict[tuple[str | int, ...], Status]] = {}
    for one in verify(_part(slugs, base), folder).checked:
        if one.claim.kind == Kind.NUMBER:
            steps = re.findall(r"\w+", one.claim.name)
            at = tuple(int(step) if step.isdecimal() else step for step in steps)
            place = at[: next((n + 1 for n, step in enumerate(at) if isinstance(step, int)), len(at))]
            kept = found.setdefault(one.claim.slug, {})
            kept[place] = max(kept.get(place, Status.FOUND), one.status, key=order.index)
    return found


def _tags_gained(slugs: Sequence[str], before: Base, after: Base, asked: Request) -> Mapping[str, Sequence[str]]:
    with tempfile.TemporaryDirectory() as made:
        kept = asked.database.parent / CACHE if asked.database else None
        cache = kept if kept and kept.is_file() else Path(made) / CACHE
        old, new = (_tags(_part(slugs, base), cache) for base in (before, after))
    return {slug: sorted(new.get(slug, set()) - old.get(slug, set())) for slug in slugs}


def _tags(base: Base, cache: Path) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in tag(base, cache).rows:
        if row["term"]:
            found.setdefault(row["entry"], set()).add(f"{row['vocabulary']}: {row['term']}")
    return found


def _near(slugs: Sequence[str], base: Base, database: Path | None) -> Mapping[str, Sequence[tuple[str, float]]] | None:
    if database is None or not database.exists():
        return None
    version = open_version(database)
    search = Search(version.database, Encoder.open(version.encoder))
    texts = {slug: f"{base.entries[slug].title} {base.entries[slug].summary}" for slug in slugs}
    found = {slug: near_text(search, text, NEAREST + 1) for slug, text in texts.items()}
    return {slug: [one for one in hits if one[0] != slug][:NEAREST] for slug, hits in found.items()}


def _alike(slug: str, base: Base, near: Sequence[tuple[str, float]]) -> Sequence[Alike]:
    return alike(base.documents[slug].data, base, near, slug)
