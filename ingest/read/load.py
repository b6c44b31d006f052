"""Loads the entries folder: every file is read and shaped; no file hides the problems of another."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ingest.read.problems import Problem
from ingest.read.shape_problems import shape_problems
from ingest.read.strays import strays
from ingest.read.yaml_reader import Document, read
from kb.errors import BrokenEnvironmentError, ContentError
from kb.model.base import FILE, SOURCES, TAGGING, VOCABULARIES, BaseFile
from kb.model.encoder import FOLDER as ENCODER
from kb.model.encoder import Tuned
from kb.model.entry import Entry
from kb.model.facts import Fact, fields_of, inner_model
from kb.model.outline import FILE as OUTLINE
from kb.model.outline import Outline
from kb.model.source import Source
from kb.model.tagging import FILES as TAGGING_MODELS
from kb.model.tagging import Tagging
from kb.model.vocabulary import NAMES, Vocabularies, VocabularyFile, by_meaning

Shaped = TypeVar("Shaped", bound=Fact)
Documents = dict[str, Document]
NONE_READ = Vocabularies({})


@dataclass(frozen=True)
class Base:
    """All that was read: entries, sources and vocabularies by id, each with its document, and all problems of shape.

    Without a base.yml that can be read nothing else is, and its problems are all there is.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    vocabularies: Vocabularies = field(default_factory=lambda: Vocabularies({}))
    documents: Documents = field(default_factory=dict)
    slugs: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    file: BaseFile | None = None

    @property
    def about(self) -> BaseFile:
        """Give what base.yml says. Raises ContentError where it could not be read."""
        if self.file is None:
            raise ContentError("base.yml could not be read; `kb check` says why")
        return self.file


def load(root: Path, only: Collection[str] | None = None) -> Base:
    """Read everything below the entries folder; of the entries, those with a slug in `only` where it is given.

    Raises BrokenEnvironmentError where there is no such folder.
    """
    require_folder(root)
    documents: Documents = {}
    problems: list[Problem] = []
    about = _about(root, documents, problems)
    if about is None:
        return Base(documents=documents, problems=tuple(problems))
    problems += strays(root, about)
    vocabularies = by_meaning(
        _shaped(_vocabularies(root, about), VocabularyFile, documents, problems), _tagging(root, documents, problems)
    )
    _shaped(_files(root / ENCODER), Tuned, documents, problems)
    sources = _shaped(_files(root / SOURCES), Source, documents, problems, vocabularies)
    entries: dict[str, Entry] = {}
    slugs: set[str] = set()
    for folder, kind in about.folders.items():
        files = _files(root / folder)
        slugs |= {path.stem for path in files}
        chosen = [path for path in files if only is None or path.stem in only]
        for slug, entry in _shaped(chosen, Entry, documents, problems, vocabularies).items():
            problems += _misplaced(slug, entry, kind, entries, documents, tuple(about.kinds))
            entries[slug] = entry
    return Base(entries, sources, vocabularies, documents, frozenset(slugs), tuple(problems), about)


def _about(root: Path, documents: Documents, problems: list[Problem]) -> BaseFile | None:
    """Read base.yml, which says where everything else is."""
    path = root / FILE
    if not path.is_file():
        advice = "write one; docs/own-base.md says how, and `kb init FOLDER` gives an example"
        message = "there is no base.yml, which says whose base this is and which kinds of entry it has"
        problems.append(Problem(str(path), 1, 1, "error", "no-base", message, advice=advice))
        return None
    about = _shaped([path], BaseFile, documents, problems).get(path.stem)
    drawn = root / OUTLINE
    found = _shaped([drawn] if drawn.is_file() else [], Outline, documents, problems).get(drawn.stem)
    return about.model_copy(update={"outline": found}) if about and found else about


def _tagging(root: Path, documents: Documents, problems: list[Problem]) -> Tagging:
    """Read the lists of the tagger; one that is not there is empty."""
    lists: dict[str, Fact] = {}
    for name, model in TAGGING_MODELS.items():
        files = [path for path in _files(root / TAGGING) if path.stem == name]
        lists |= _shaped(files, model, documents, problems)
    return Tagging.model_validate(lists)


def require_folder(root: Path) -> None:
    """Raise BrokenEnvironmentError where there is no such folder, or none that may be looked into."""
    try:
        there = root.is_dir()
    except PermissionError as error:
        raise BrokenEnvironmentError(f"{root}: can't be read: {error.strerror}; check permissions") from error
    if not there:
        raise BrokenEnvironmentError(
            f"{root}: there is no such folder; run the command beside entries/ or name the folder"
        )


def _files(folder: Path) -> list[Path]:
    # By name: to compare whole paths takes longer than to read thousands of files.
    return sorted(folder.glob("*.yml"), key=lambda path: path.name) if _is_folder(folder) else []


def _vocabularies(root: Path, about: BaseFile) -> list[Path]:
    """Give the files of vocabularies; any other is told of as a stray, and not read."""
    known = {*NAMES, *about.own_vocabularies}
    return [path for path in _files(root / VOCABULARIES) if path.stem in known]


def _is_folder(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink()


def _shaped(
    files: Iterable[Path],
    model: type[Shaped],
    documents: Documents,
    problems: list[Problem],
    vocabularies: Vocabularies = NONE_READ,
) -> dict[str, Shaped]:
    found: dict[str, Shaped] = {}
    for path in files:
        document = read(path)
        documents[_key(path, model)] = document
        shaped, wrong = shape(document, model, vocabularies)
        problems += wrong
        if shaped is not None:
            found[path.stem] = shaped
    return found


def shape(
    document: Document, model: type[Shaped], vocabularies: Vocabularies = NONE_READ
) -> tuple[Shaped | None, list[Problem]]:
    """Give what a document describes, or None and what keeps it from being read as that."""
    if document.problems:
        return None, list(document.problems)
    try:
        return model.model_validate(_meant(document.data, model, vocabularies.meanings)), []
    except ValidationError as error:
        return None, shape_problems(document, error.errors(include_url=False), model, vocabularies)


def _key(path: Path, model: type[Fact]) -> str:
    """Give the name of a document: an entry's slug, folder and stem of a source or vocabulary, or base.yml."""
    if model in (BaseFile, Outline):
        return path.name
    return path.stem if model is Entry else f"{path.parent.name}/{path.stem}"


def _meant(data: Any, model: type[Fact], meanings: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401 - as YAML gives it
    """Put meanings in the place of the ids that the base has for them; where it has none of its own, nothing changes."""
    if not meanings or not isinstance(data, dict):
        return data
    return {name: _meant_field(value, fields_of(model).get(name), meanings) for name, value in data.items()}


def _meant_field(value: Any, info: FieldInfo | None, meanings: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return [_meant_field(item, info, meanings) for item in value]
    extra = info.json_schema_extra if info else None
    named = meanings.get(str(extra.get("vocabulary")), {}) if isinstance(extra, dict) else {}
    if isinstance(value, str):
        return named.get(value, value)
    inner = inner_model(info.annotation) if info else None
    return _meant(value, inner, meanings) if inner else value


def _misplaced(
    slug: str, entry: Entry, kind: str, entries: dict[str, Entry], documents: Documents, kinds: tuple[str, ...]
) -> Iterator[Problem]:
    document = documents[slug]
    if slug in entries:
        message = f"the slug {slug!r} is used by another kind of entry too"
        yield Problem(document.path, 1, 1, "error", "slug-used-twice", message, advice="rename one of the files")
    if entry.kind != kind and entry.kind in kinds:
        line, column = document.place(("kind",))
        advice = "correct kind, or move the file"
        message = f"kind is {entry.kind!r} but the folder holds entries of kind {kind!r}"
        yield Problem(document.path, line, column, "error", "kind-against-folder", message, entry.kind, (kind,), advice)
