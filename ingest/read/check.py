"""Checks the whole base: shape, rules within an entry, rules across entries. Lists everything in one run."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ingest.read.across import across
from ingest.read.base_check import check_base
from ingest.read.causes import faulty, terms_of_faulty_entries, with_consequences
from ingest.read.load import Base
from ingest.read.placing import placed
from ingest.read.problems import ENOUGH, Problem, bounded
from ingest.read.published_slugs import slugs_gone
from ingest.read.source_check import ahead, check_sources, problems_of_source
from kb.errors import BrokenEnvironmentError
from kb.rules.base import missing_vocabularies
from kb.rules.fields import findings
from kb.rules.finding import Context


def check(base: Base, today: str | None = None) -> list[Problem]:
    """Give every problem of every file, causes first; `today` is a day as YYYY-MM-DD, or that of the clock."""
    found = [
        *base.problems,
        *terms_of_faulty_entries(base),
        *check_base(base),
        *_within(base, today or _today()),
        *across(base),
        *check_sources(base, today or _today()),
        *slugs_gone(base),
    ]
    return bounded(with_consequences(base, found))


def check_each(base: Base) -> list[Problem]:
    """Give the problems that each entry has by itself."""
    return bounded([*base.problems, *_within(base, _today())])


def check_entry(base: Base, slug: str, today: str | None = None) -> list[Problem]:
    """Give the problems of one entry of a base, those that come of other entries among them."""
    path = base.documents[slug].path
    alone = replace(base, entries={slug: base.entries[slug]})
    from_others = (problem for problem in across(base) if problem.path == path)
    return bounded([*_within(alone, today or _today()), *from_others])


def check_source(base: Base, source: str) -> list[Problem]:
    """Give the problems of one source of a base, whether or not an entry cites it."""
    return bounded(problems_of_source(base, source))


def _today() -> str:
    """Give the day that it is where the day begins first: somebody there may have checked an entry just now."""
    return datetime.datetime.now(tz=datetime.timezone(datetime.timedelta(hours=14))).date().isoformat()


def errors(problems: list[Problem]) -> list[Problem]:
    """Give those that keep the base from being built."""
    return [problem for problem in problems if problem.severity == "error"]


def below(problems: list[Problem], paths: tuple[Path, ...]) -> list[Problem]:
    """Give the problems of the named files and folders; of all where none is named."""
    return [problem for problem in problems if is_below(problem.path, paths)]


def counted(base: Base, paths: tuple[Path, ...]) -> str:
    """Say how many entries were checked, or files where the named paths hold no entry."""
    entries = sum(is_below(base.documents[slug].path, paths) for slug in base.slugs)
    files = sum(is_below(document.path, paths) for document in base.documents.values())
    return f"{files} files" if files and not entries else f"{entries} entries"


def is_below(path: str, paths: tuple[Path, ...]) -> bool:
    """Tell whether a file is one of the named files or below one of the named folders; all are where none is named."""
    return not paths or any(Path(path).resolve().is_relative_to(chosen.resolve()) for chosen in paths)


def require_below(root: Path, paths: tuple[Path, ...]) -> None:
    """Raise BrokenEnvironmentError for a path outside the entries: nothing of it would be checked."""
    stray = next((path for path in paths if not path.resolve().is_relative_to(root.resolve())), None)
    if stray is not None:
        raise BrokenEnvironmentError(f"{stray} is not below {root}; move it there, or name its base with --entries")


def _within(base: Base, today: str) -> Iterator[Problem]:
    if not base.entries:
        return
    context = _context(base, "", today)
    for slug, entry in base.entries.items():
        for finding in islice(findings(entry, replace(context, slug=slug)), ENOUGH):
            yield placed(base.documents[slug], finding)


def _context(base: Base, slug: str, today: str) -> Context:
    """Give what the rules may know of the rest of the base."""
    slips = ahead(base, today)
    return Context(
        base.vocabularies,
        {name: source for name, source in base.sources.items() if name not in slips},
        base.slugs,
        slug,
        today,
        tuple(base.about.currencies),
        frozenset(name for name, kind in base.about.kinds.items() if kind.waves),
        faulty(base) | slips | set(missing_vocabularies(base.vocabularies.by_name)),
        {name: entry.withdrawn.successor or "" for name, entry in base.entries.items() if entry.withdrawn},
    )
