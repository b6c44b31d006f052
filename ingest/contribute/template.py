"""The text of a new entry or source: the fields that are needed, the parts that apply, terms with their labels as choices."""

import re
import types
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from ingest.read.load import Base, load
from kb.errors import KbError
from kb.model.base import SOURCES
from kb.model.entry import Entry
from kb.model.facts import SLUG_LENGTH, Fact, fields_of, is_slug
from kb.model.source import Source
from kb.model.vocabulary import Vocabularies

HEAD = "# yaml-language-server: $schema=../../kb/model/schema/{}.schema.json"
ADVICE = """# Fill in what the source says; take the # from the fields that you need and delete the rest.
# Then run: kb check {path}"""
# More terms than these are not listed beside a field.
MOST_TERMS = 14
WIDTH = 118
# Parts that an entry may have, for those who choose among them.
PARTS = tuple(
    name
    for name, info in fields_of(Entry).items()
    if not info.is_required() and name not in {"withdrawn", "superseded"}
)


def parts_of(base: Base) -> dict[str, str]:
    """Give the parts that an entry of a base may have and that are asked for, each with what it is for."""
    own = base.vocabularies.own_names
    unasked = {"vanguard", *(() if own else ("terms",))}
    return {
        name: str(info.description) for name, info in fields_of(Entry).items() if name in PARTS and name not in unasked
    }


@dataclass(frozen=True)
class Wanted:
    """What a new entry is to hold: its kind, what is known of it, and the parts that apply; None for all, as comments."""

    kind: str
    waves: bool
    title: str = ""
    parts: frozenset[str] | None = None


def new_entry(kind: str, slug: str, root: Path, title: str = "", parts: Collection[str] | None = None) -> Path:
    """Write the file for a new entry and give its path. Raises KbError where slug, kind, part or folder can't be used."""
    path = _new_path(slug, root)
    base = load(root, only=())
    kinds = base.about.kinds
    if kind not in kinds:
        raise KbError(f"{kind!r} is no kind of entry here; use one of: {', '.join(kinds)}, or source")
    if unknown := sorted(set(parts or ()) - set(PARTS)):
        raise KbError(f"{unknown[0]!r} is no part of an entry; use some of: {', '.join(PARTS)}")
    path = root / kinds[kind].folder / path.name
    wanted = Wanted(kind, kinds[kind].waves, title, None if parts is None else frozenset(parts))
    return _written(path, entry_text(wanted, path, base.vocabularies))


def new_source(name: str, root: Path, title: str = "") -> Path:
    """Write the file for a new source and give its path. Raises KbError where the id or folder can't be used."""
    path = root / SOURCES / _new_path(name, root).name
    lines = [HEAD.format("source"), ADVICE.format(path=path)]
    for field, info in fields_of(Source).items():
        lines += ["", f"# {info.description}", *_choices(info, None)]
        mark = "" if info.is_required() else "#"
        lines.append(f"{mark}{field}:" + (f" {_quoted(title)}" if field == "title" and title else ""))
    return _written(path, "\n".join(lines) + "\n")


def _new_path(slug: str, root: Path) -> Path:
    if not is_slug(slug):
        form = f"at most {SLUG_LENGTH} lower-case letters, digits and single hyphens"
        raise KbError(f"{slug!r} is no slug: use {form}, such as {suggested(slug)!r}")
    if not root.is_dir():
        raise KbError(f"{root}: there is no such folder; run the command beside entries/ or name the folder")
    taken = next(iter(sorted(root.glob(f"*/{slug}.yml"))), None)
    if taken:
        raise KbError(f"{taken}: there is an entry or source of this name already; choose another slug")
    return Path(f"{slug}.yml")


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def suggested(text: str) -> str:
    """Give the slug that a title or a file's name suggests."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"\.ya?ml$", "", text.strip().lower()))
    slug = ""
    for word in words:
        if len(slug) + len(word) + 1 > SLUG_LENGTH:
            break
        slug = f"{slug}-{word}".strip("-")
    return slug or "my-entry"


def entry_text(wanted: Wanted, path: Path, vocabularies: Vocabularies) -> str:
    """Give the text of a new entry: required fields to fill in, the parts that apply, or all others as comments."""
    lines = [HEAD.format("entry"), ADVICE.format(path=path)]
    for name, info in fields_of(Entry).items():
        needed = info.is_required() or (wanted.waves and name == "vanguard")
        if needed or wanted.parts is None or name in wanted.parts:
            given = wanted.kind if name == "kind" else _quoted(wanted.title) if name == "title" and wanted.title else ""
            mark = "" if needed or wanted.parts is not None else "#"
            lines += ["", *_field(name, info, mark, given, vocabularies)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _field(name: str, info: FieldInfo, mark: str, given: str, vocabularies: Vocabularies) -> Iterator[str]:
    yield f"# {info.description}"
    if given:
        yield f"{name}: {given}"
        return
    yield from _choices(info, vocabularies)
    model, many = _inner(info.annotation)
    if model is None:
        yield f"{mark}{name}:{' []' if many and not info.is_required() else ''}"
        if many and info.is_required():
            yield from ("  -", "  -", "  -")
        return
    yield f"{mark}{name}:"
    for line in _nested(model, "  - " if many else "  ", vocabularies):
        yield line if line.lstrip().startswith("# ") else f"{mark}{line}"


def _nested(model: type[Fact], indent: str, vocabularies: Vocabularies) -> Iterator[str]:
    """Give a line a field; after the first, the dash of a list item gives way to spaces."""
    for name, info in fields_of(model).items():
        inner, many = _inner(info.annotation)
        need = "" if info.is_required() else " (optional)"
        choices = [line.removeprefix("# ") for line in _choices(info, vocabularies)]
        yield f"{indent}{name}:  # {info.description}{need} {' '.join(choices)}".rstrip()
        indent = indent.replace("-", " ")
        if inner is not None:
            yield from _nested(inner, f"{indent}  - " if many else f"{indent}  ", vocabularies)


def _choices(info: FieldInfo, vocabularies: Vocabularies | None) -> Iterator[str]:
    """Give the terms that a field may hold, each with its label, as lines of comments."""
    extra = info.json_schema_extra
    name = extra.get("vocabulary") if isinstance(extra, dict) else None
    if name and vocabularies is not None:
        terms = vocabularies.terms(str(name))
        told = [f"{vocabularies.own_id(str(name), term_id)} ({term.label})" for term_id, term in terms.items()]
        more = [f"… all {len(told)} in entries/vocabularies/{name}.yml"] if len(told) > MOST_TERMS else []
        yield from _wrapped([*told[:MOST_TERMS], *more])
    words = _words(info.annotation)
    if words:
        yield from _wrapped(list(words))


def _wrapped(told: list[str]) -> Iterator[str]:
    line = "# One of:"
    for index, one in enumerate(told):
        piece = f" {one}{',' if index < len(told) - 1 else ''}"
        if len(line) + len(piece) > WIDTH:
            yield line
            line = "#"
        line += piece
    yield line


def _words(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401 - annotations are of any type
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()


def _inner(annotation: Any) -> tuple[type[Fact] | None, bool]:  # noqa: ANN401 - annotations are of any type
    """Give the model inside an annotation, if there is one, and whether it stands in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Fact):
        return annotation, False
    if get_origin(annotation) is Annotated:
        return _inner(get_args(annotation)[0])
    many = get_origin(annotation) is list
    if many or get_origin(annotation) in (Union, types.UnionType):
        for argument in get_args(annotation):
            model, deeper = _inner(argument)
            if model is not None:
                return model, many or deeper
    return None, many
