"""Writes a new entry that explains itself, from the same model that checks it."""

import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from ingest.read.load import load
from kb.errors import KbError
from kb.model.entry import Entry
from kb.model.facts import SLUG_LENGTH, Fact, fields_of, is_slug

HEAD = "# yaml-language-server: $schema=../../kb/model/schema/entry.schema.json"
ADVICE = """# Fill in what the source says; take the # from the fields that you need and delete the rest.
# Then run: kb check {path}"""


def new_entry(kind: str, slug: str, root: Path) -> Path:
    """Write the file for a new entry and give its path. Raises KbError where slug or folder can't be used."""
    if not is_slug(slug):
        raise KbError(
            f"{slug!r} is no slug: use at most 80 lower-case letters, digits and single hyphens, such as {_suggest(slug)!r}"
        )
    if not root.is_dir():
        raise KbError(f"{root}: there is no such folder; run the command beside entries/ or name the folder")
    taken = next(iter(sorted(root.glob(f"*/{slug}.yml"))), None)
    if taken:
        raise KbError(f"{taken}: there is an entry of this name already; choose another slug")
    kinds = load(root, only=()).about.kinds
    if kind not in kinds:
        raise KbError(f"{kind!r} is no kind of entry here; use one of: {', '.join(kinds)}")
    path = root / kinds[kind].folder / f"{slug}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(template(kind, path, waves=kinds[kind].waves), encoding="utf-8")
    return path


def _suggest(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:SLUG_LENGTH].strip("-") or "my-entry"


def template(kind: str, path: Path, *, waves: bool) -> str:
    """Give the text of a new entry: required fields to fill in, optional ones as comments."""
    lines = [HEAD, ADVICE.format(path=path)]
    for name, info in fields_of(Entry).items():
        lines += ["", *_field(name, info, kind, waves=waves)]
    return "\n".join(lines) + "\n"


def _field(name: str, info: FieldInfo, kind: str, *, waves: bool) -> Iterator[str]:
    yield f"# {_described(info)}"
    if name == "kind":
        yield f"kind: {kind}"
        return
    mark = "" if info.is_required() or (waves and name == "vanguard") else "# "
    model, many = _inner(info.annotation)
    if model is None:
        yield f"{mark}{name}:{' []' if many and not info.is_required() else ''}"
        if many and info.is_required():
            yield from ("  -", "  -", "  -")
        return
    yield f"{mark}{name}:"
    for line in _nested(model, "  - " if many else "  "):
        yield f"{mark}{line}"


def _nested(model: type[Fact], indent: str) -> Iterator[str]:
    """Give a line a field; after the first, the dash of a list item gives way to spaces."""
    for name, info in fields_of(model).items():
        inner, many = _inner(info.annotation)
        need = "" if info.is_required() else " (optional)"
        comment = f"# {_described(info)}{need}"
        yield f"{indent}{name}:  {comment}"
        indent = indent.replace("-", " ")
        if inner is not None:
            yield from _nested(inner, f"{indent}  - " if many else f"{indent}  ")


def _described(info: FieldInfo) -> str:
    extra = info.json_schema_extra
    vocabulary = extra.get("vocabulary") if isinstance(extra, dict) else None
    more = f" Ids: entries/vocabularies/{vocabulary}.yml" if vocabulary else ""
    return f"{info.description}{more}"


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
