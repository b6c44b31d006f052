"""The base's own list of the slugs that it has published: an address that others have linked to stays."""

from collections.abc import Iterator
from pathlib import Path

from ingest.read.files import contents
from ingest.read.load import Base
from ingest.read.problems import Problem
from kb.model.base import FILE

LIST = "published.txt"
HEAD = "# Slugs in use, one a line. `kb docs` adds new ones; none is ever taken out: a withdrawn entry keeps its file."


def slugs_gone(base: Base) -> Iterator[Problem]:
    """Find slugs that the list has and no file any more."""
    if base.file is None:
        return
    path = Path(base.documents[FILE].path).with_name(LIST)
    for line, slug in _listed(path):
        if slug not in base.slugs:
            message = f"the entry {slug!r} was published and is gone, and so is its address"
            advice = "bring its file back and give it withdrawn, with on, reason and successor"
            yield Problem(str(path), line, 1, "error", "slug-gone", message, slug, tuple(sorted(base.slugs)), advice)


def add_published(base: Base, root: Path) -> Path | None:
    """Add the slugs of all entries to the list; give its path, or None where nothing was to be added."""
    path = root / LIST
    known = {slug for _, slug in _listed(path)}
    if base.slugs <= known:
        return None
    path.write_text("\n".join([HEAD, *sorted(known | base.slugs)]) + "\n", encoding="utf-8")
    return path


def _listed(path: Path) -> Iterator[tuple[int, str]]:
    """Give line and slug; a base without the list has published nothing yet."""
    if not path.exists():
        return
    for line, text in enumerate(contents(path).decode("utf-8", errors="replace").splitlines(), start=1):
        if text.strip() and not text.startswith("#"):
            yield line, text.strip()
