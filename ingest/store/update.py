"""Changes a copy of a large database where few entries have changed: what has not changed is not even read.

Whatever could touch other entries (entries that come or go, vocabularies, sources, a title, a contact) is left to the
whole build.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from ingest.read.check import check_each, errors
from ingest.read.load import Base, load
from ingest.read.problems import Problem
from ingest.store.cache import known_files
from ingest.store.database import updating
from ingest.store.disagreement_rows import disagreement_rows
from ingest.store.fingerprint import combined
from ingest.store.index_update import IndexUpdate
from ingest.store.mentions import Tagged, tag, tag_alone
from ingest.store.other_process import call
from ingest.store.rows import Row, Rows, rows
from ingest.store.smoke import smoke_changed
from ingest.store.tables import TABLES, Table
from ingest.tag.mention import Mention
from ingest.vectors.embed import Embedded, embed
from ingest.vectors.model import Model
from ingest.vectors.passages import Passage, passages
from kb.errors import DamagedError
from kb.model.base import OTHER_FOLDERS
from kb.model.vocabulary import Vocabularies
from kb.published.version import Version

# Below this a whole build takes hardly longer.
SMALLEST = 1_000
MOST_CHANGED = 20
OWNED = tuple(table for table in TABLES if "entry" in table.columns and table.name != "disagreements")
# What other entries are checked against, named after, or found alike by.
SHARED = (
    ("entries", "slug", "title, summary"),
    ("contacts", "entry", "name, email"),
    ("entry_organisations", "entry", "organisation, role"),
    ("citations", "entry", "source"),
)


@dataclass(frozen=True)
class Update:
    """What an update changed: with which warnings, how many vectors it computed, and those of their tokens by hash."""

    warnings: tuple[Problem, ...]
    computed: int
    tokens: Mapping[str, bytes]


@dataclass(frozen=True)
class _Change:
    """The changed entries, read and made ready to be stored."""

    base: Base
    facts: Rows
    tagged: Tagged
    passages: dict[str, list[Passage]]
    embedded: dict[str, Embedded]


def changed(cache: Path, hashes: Mapping[str, str], content_hash: str, smallest: int | None = None) -> frozenset[str]:
    """Give the slugs of the entries that have changed since the content with that hash; none where an update can't do."""
    known = known_files(cache)
    differing = [Path(path) for path in hashes if hashes[path] != known.get(path)]
    same_files = known.keys() == hashes.keys() and combined({path: known[path] for path in hashes}) == content_hash
    plain = all(path.parent.name not in OTHER_FOLDERS for path in differing)
    few = len(hashes) >= (SMALLEST if smallest is None else smallest) and 0 < len(differing) <= MOST_CHANGED
    return frozenset(path.stem for path in differing) if same_files and plain and few else frozenset()


def update(
    entries: Path, slugs: frozenset[str], before: Version, target: Path, cache: Path, model: Model, build: Row
) -> Update | None:
    """Write a version's database anew, changed for some entries; None where only a whole build can tell what follows.

    Raises DamagedError where the version is damaged, DatabaseError where a changed entry is not found in the result.
    """
    base = load(entries, slugs)
    problems = check_each(base)
    facts = rows(base)
    if errors(problems) or _changes_others(before, facts):
        return None
    with updating(before, target, check=lambda draft: smoke_changed(draft, slugs)) as copied:
        change = _prepared(base, facts, before.database, cache, model)
        database = copied.result()
        with database.atomic():
            database.execute("pragma defer_foreign_keys = on")
            _apply(database, change, build)
    computed = sum(embedded.computed for embedded in change.embedded.values())
    tokens = {hash_: each for embedded in change.embedded.values() for hash_, each in embedded.tokens.items()}
    return Update((*problems, *change.tagged.warnings), computed, tokens)


def _prepared(base: Base, facts: Rows, previous: Path, cache: Path, model: Model) -> _Change:
    own = {slug: passages(slug, entry, base.vocabularies) for slug, entry in sorted(base.entries.items())}
    # Loading the two models is most of what an update takes, so each has a process.
    with ThreadPoolExecutor(1) as pool:
        tagging = pool.submit(tag, base, cache, _tag_elsewhere)
        embedded = {slug: embed(found, model, previous) for slug, found in own.items()}
        return _Change(base, facts, tagging.result(), own, embedded)


def _tag_elsewhere(new: Sequence[str], vocabularies: Vocabularies) -> dict[str, list[Mention]]:
    return call(tag_alone, new, vocabularies) if new else {}


def _changes_others(before: Version, facts: Rows) -> bool:
    try:
        return _concerns_others(before.database, facts)
    except sqlite3.DatabaseError as error:
        damage = before.damage()
        if damage:
            raise DamagedError(f"{before.folder} is damaged: {damage}") from error
        raise


def _concerns_others(database: Path, facts: Rows) -> bool:
    """Tell whether something has changed by which other entries are judged."""
    slugs = [row["slug"] for row in facts["entries"]]
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        names = dict(connection.execute("select id, name from organisations").fetchall())
        if any(names.get(row["id"]) != row["name"] for row in facts["organisations"]):
            return True
        return any(_differs(connection, slug, facts, *shared) for slug in slugs for shared in SHARED)


def _differs(connection: sqlite3.Connection, slug: str, facts: Rows, table: str, owner: str, columns: str) -> bool:
    old = set(connection.execute(f"select {columns} from {table} where {owner} = ?", [slug]).fetchall())  # noqa: S608
    return old != {tuple(row[name] for name in columns.split(", ")) for row in facts[table] if row[owner] == slug}


def _apply(database: Database, change: _Change, build: Row) -> None:
    facts: Rows = {**change.facts, "tags": list(change.tagged.rows)}
    linked = _results(database, change)
    for slug, found in change.passages.items():
        index = IndexUpdate(database, slug)
        index.before()
        for table in TABLES:
            if table.name == "entries" or table in OWNED:
                owner = "slug" if table.name == "entries" else "entry"
                _replace(database, table, owner, slug, [row for row in facts.get(table.name, ()) if row[owner] == slug])
        index.after(found, change.embedded[slug])
    if _results(database, change) != linked:
        _write_disagreements(database)
    values = ", ".join(f"{name} = :{name}" for name in build)
    database.execute(f"update build set {values}", build)  # noqa: S608 - names of our own columns


def _results(database: Database, change: _Change) -> list[list[Row]]:
    """Give what disagreements are found in."""
    return [
        list(database.query(f"select * from {table} where entry = ? order by 1, 2", [slug]))  # noqa: S608
        for slug in change.passages
        for table in ("impacts", "related")
    ]


def _replace(database: Database, table: Table, owner: str, slug: str, found: list[Row]) -> None:
    """Give an entry new rows in a table; a row that stays keeps its place."""
    key = (table.pk,) if isinstance(table.pk, str) else table.pk
    columns = list(table.columns)
    kept = {tuple(row[name] for name in key) for row in found}
    keys = ", ".join(f'"{name}"' for name in key)
    where = " and ".join(f'"{name}" = ?' for name in key)
    for old in database.execute(f"select {keys} from {table.name} where {owner} = ?", [slug]).fetchall():  # noqa: S608
        if old not in kept:
            database.execute(f"delete from {table.name} where {where}", old)  # noqa: S608
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name not in key)
    action = f"do update set {updates}" if updates else "do nothing"
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    write = f"insert into {table.name}({names}) values ({marks}) on conflict({keys}) {action}"  # noqa: S608
    database.conn.executemany(write, [tuple(row.get(name) for name in columns) for row in found])


def _write_disagreements(database: Database) -> None:
    impacts = list(database.query("select * from impacts order by entry, position"))
    related = list(database.query("select * from related"))
    database.execute("delete from disagreements")
    database.table("disagreements").insert_all(disagreement_rows(impacts, related))
