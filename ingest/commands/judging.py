"""Builds the base before and after a change, and asks both the judged queries; a build takes over what has not changed."""

import tempfile
from pathlib import Path

from ingest.build import build
from ingest.contribute.preview.judged import Judged
from ingest.contribute.preview.review import Change, Request, earlier
from ingest.evaluate.moves import judged_files, moves
from ingest.evaluate.quality import JUDGEMENTS
from kb.errors import ContentError
from kb.published.version import open_version
from kb.search.encoder import Encoder
from kb.search.engine import Search


def judged(asked: Request, change: Change) -> Judged:
    """Give what a change moves in the judged queries of the repository that holds the entries, or why that is not known."""
    folder = asked.entries.resolve().parent / JUDGEMENTS
    files = judged_files(folder)
    if not files:
        return Judged(reason=f"there are no judged queries in {JUDGEMENTS} beside the entries")
    if asked.database is None:
        return Judged(reason="there is no built database to begin from; run kb build first")
    if not change.is_any:
        return Judged(reason="nothing has changed")
    with tempfile.TemporaryDirectory() as made, earlier(asked) as before:
        folders = ((before, Path(made) / "before" / "kb.db"), (asked.entries, Path(made) / "after" / "kb.db"))
        try:
            for entries, output in folders:
                build(entries, output, asked.database)
        except ContentError as error:
            return Judged(reason=f"the base can't be built with its errors ({str(error).splitlines()[0][:120]})")
        old, new = (_search(output) for _, output in folders)
        return Judged(moves(old, new, files))


def _search(database: Path) -> Search:
    version = open_version(database)
    return Search(version.database, Encoder.open(version.encoder))
