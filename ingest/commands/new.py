"""`kb new`: writes a file for a new entry or source."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from ingest.commands.options import ENTRIES
from kb.errors import KbError

if TYPE_CHECKING:
    from ingest.read.load import Base

SOURCE = "source"


@click.command()
@click.argument("kind", required=False)
@click.argument("slug", required=False)
@click.option("--title", default="", help="Title; the slug is proposed from it where none is given.")
@click.option(
    "--with",
    "parts",
    default=None,
    help="Parts that apply, with commas: place,impacts,lessons. Without: all, as comments.",
)
@click.option(
    "--from-issue", "issue", type=click.File("r", encoding="utf-8"), help="Make a draft of an issue form's answers."
)
@ENTRIES
def new(kind: str | None, slug: str | None, title: str, parts: str | None, issue: TextIO | None, entries: Path) -> None:
    """Write a file for a new entry of KIND, one of those in base.yml, or for a new source (KIND is then `source`).

    SLUG is its name. On a terminal, what is not given is asked for.
    """
    from ingest.contribute.template import new_entry, new_source
    from ingest.read.load import load

    if issue is not None:
        click.echo(_from_issue(issue.read(), slug, entries))
        return
    base = load(entries)
    if sys.stdin.isatty() and (kind is None or slug is None):
        kind, slug, title, parts = _asked(kind, slug, title, parts, base)
    elif kind is not None:
        _tell(kind, title or (slug or "").replace("-", " "), base)
    if kind is None:
        raise KbError("name a kind and a slug: kb new case-study my-scheme; or a source: kb new source report-2017")
    slug = slug or _proposed(title)
    if kind == SOURCE:
        click.echo(new_source(slug, entries, title))
        return
    chosen = None if parts is None else [part.strip() for part in parts.split(",") if part.strip()]
    click.echo(new_entry(kind, slug, entries, title, chosen))


def _proposed(title: str) -> str:
    from ingest.contribute.template import suggested

    if not title:
        raise KbError("name a slug, or a title with --title, from which one is proposed")
    return suggested(title)


def _tell(kind: str, title: str, base: "Base") -> bool:
    """Say which entries or sources may be meant already; tell whether there are any."""
    from ingest.contribute.likely import likely, likely_sources

    found = likely_sources(title, base) if kind == SOURCE else likely(title, base)
    for one in found:
        click.echo(f"already there, perhaps: {one.slug} ({one.title})", err=True)
    return bool(found)


def _asked(
    kind: str | None, slug: str | None, title: str, parts: str | None, base: "Base"
) -> tuple[str, str, str, str | None]:
    """Ask for what is missing: kind, title, slug and the parts that apply; likely duplicates are told first."""
    from ingest.contribute.template import parts_of, suggested

    terms = base.vocabularies.terms("kinds")
    for name in base.about.kinds if kind is None else ():
        click.echo(f"  {name}: {terms[name].label}. {terms[name].definition}")
    if kind is None:
        click.echo(f"  {SOURCE}: A report, article or page that entries cite.")
        labels = {terms[name].label.casefold(): name for name in base.about.kinds}
        named = click.Choice([*base.about.kinds, SOURCE], case_sensitive=False)
        kind = str(
            click.prompt("Kind", value_proc=lambda typed: named(labels.get(typed.strip().casefold(), typed.strip())))
        )
    title = title or click.prompt("Title, as plain as can be")
    if _tell(kind, title, base):
        click.confirm("Is yours another one?", abort=True)
    slug = slug or click.prompt("Slug, for ever", default=suggested(title))
    if kind != SOURCE and parts is None:
        click.echo("Which of these does the source tell of?")
        asked = parts_of(base).items()
        parts = ",".join(
            part for part, what in asked if click.confirm(f"  {part.replace('_', ' ')}: {what}", default=False)
        )
    return kind, slug, title, parts


def _from_issue(text: str, slug: str | None, entries: Path) -> Path:
    """Write the draft that an issue's answers make, where an entry of its kind belongs."""
    from ingest.contribute.issue import draft_from_issue
    from ingest.contribute.template import new_entry
    from ingest.read.load import load

    base = load(entries)
    draft = draft_from_issue(text, base)
    _tell(draft.kind, draft.title, base)
    path = new_entry(draft.kind, slug or _proposed(draft.title), entries)
    path.write_text(draft.text, encoding="utf-8")
    return path
