"""Checks the whole base: shape, rules within an entry, rules across entries. Lists everything in one run."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.read.base_check import check_base
from ingest.read.load import Base
from ingest.read.problems import Problem, bounded
from kb.errors import BrokenEnvironmentError
from kb.model.citations import citations
from kb.rules.fields import findings
from kb.rules.finding import Context, Finding
from kb.rules.repeats import findings_across

WEB = re.compile(r"https?://[^\s/?#\\@<>\"]+(?:[/?#][^\s\\<>\"]*)?", re.IGNORECASE)
# How a link must be answered; any link back will do for the other relations.
ANSWERS = {"part-of": "has-part", "has-part": "part-of", "disagrees-with": "disagrees-with"}


def check(base: Base, today: str | None = None) -> list[Problem]:
    """Give every problem of every file, in order of path and line; `today` is a day as YYYY-MM-DD, or that of the clock."""
    return bounded(
        [*base.problems, *check_base(base), *_within(base, today or _today()), *_across(base), *_addresses(base)]
    )


def check_each(base: Base) -> list[Problem]:
    """Give the problems that each entry has by itself."""
    return bounded([*base.problems, *_within(base, _today())])


def check_entry(base: Base, slug: str, today: str | None = None) -> list[Problem]:
    """Give the problems of one entry of a base, those that come of other entries among them."""
    path = base.documents[slug].path
    alone = replace(base, entries={slug: base.entries[slug]})
    across = (problem for problem in _across(base) if problem.path == path)
    return bounded([*_within(alone, today or _today()), *across])


def _today() -> str:
    """Give the day that it is where the day begins first: somebody there may have checked an entry just now."""
    return datetime.datetime.now(tz=datetime.timezone(datetime.timedelta(hours=14))).date().isoformat()


def _addresses(base: Base) -> Iterator[Problem]:
    """Find addresses that a browser would run, open on the reader's machine, or not open at all."""
    for slug, source in base.sources.items():
        if source.url is not None and not WEB.fullmatch(source.url):
            document = base.documents[f"sources/{slug}"]
            line, column = document.place(("url",))
            message = "this is no address of a page on the web"
            advice = "write it as https://example.org/page, or leave url out"
            yield Problem(document.path, line, column, "error", "address", message, source.url, advice=advice)


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
    for slug, entry in base.entries.items():
        context = Context(base.vocabularies, base.sources, base.slugs, slug, today, *_allowed(base))
        for finding in findings(entry, context):
            yield _placed(base, slug, finding)


def _allowed(base: Base) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give the currencies that contracts may be in, and the kinds that were chosen in waves."""
    waves = frozenset(name for name, kind in base.about.kinds.items() if kind.waves)
    return tuple(base.about.currencies), waves


def _placed(base: Base, slug: str, finding: Finding) -> Problem:
    document = base.documents[slug]
    line, column = document.place(finding.at)
    value: object = document.data
    for part in finding.at:
        value = value[part] if isinstance(value, dict | list) else None  # type: ignore[index]
    found = str(value) if isinstance(value, str | int | float) else ""
    return Problem(
        document.path,
        line,
        column,
        finding.severity,
        finding.rule,
        finding.message,
        found,
        finding.allowed,
        finding.advice,
        finding.nearest,
    )


def _across(base: Base) -> Iterator[Problem]:
    for slug, finding in findings_across(base.entries):
        yield _placed(base, slug, finding)
    yield from _contacts_disagree(base)
    yield from _same_names(base)
    yield from _unanswered_links(base)
    yield from _unused_sources(base)
    yield from _vocabulary_clashes(base)


def _contacts_disagree(base: Base) -> Iterator[Problem]:
    """One person has one address."""
    first: dict[str, tuple[str, str]] = {}
    for slug, entry in base.entries.items():
        for index, contact in enumerate(entry.contacts):
            if not (contact.name and contact.email):
                continue
            email, where = first.setdefault(contact.name.casefold(), (contact.email, base.documents[slug].path))
            if email.casefold() != contact.email.casefold():
                message = f"{contact.name} has the address {contact.email} here and {email} in {where}"
                advice = "give the address as each source prints it only if both are right; otherwise correct one"
                finding = Finding(("contacts", index, "email"), "contact-disagrees", message, advice)
                yield _placed(base, slug, finding)


def _same_names(base: Base) -> Iterator[Problem]:
    """Two entries of one name may be the same scheme."""
    by_words: dict[frozenset[str], list[str]] = defaultdict(list)
    for slug, entry in base.entries.items():
        by_words[frozenset(entry.title.casefold().split())].append(slug)
    for slugs in by_words.values():
        for slug in slugs[1:]:
            message = f"the title has the same words as that of {slugs[0]}"
            advice = "make one entry of both, or tell them apart in the title"
            yield _placed(base, slug, Finding(("title",), "same-title", message, advice, severity="warning"))


def _unanswered_links(base: Base) -> Iterator[Problem]:
    """A reader gets from each of two linked entries to the other."""
    links = {(slug, link.slug, link.relation) for slug, entry in base.entries.items() for link in entry.related}
    pairs = {(slug, other) for slug, other, _ in links}
    for slug, entry in base.entries.items():
        for index, link in enumerate(entry.related):
            answer = ANSWERS.get(link.relation)
            answered = (link.slug, slug, answer) in links if answer else (link.slug, slug) in pairs
            if link.slug in base.entries and not answered:
                message = f"{link.slug} does not link back"
                word = base.vocabularies.own_id("relations", answer or "mentions")
                advice = f"add {{slug: {slug}, relation: {word}}} to related in {link.slug}.yml"
                finding = Finding(("related", index, "slug"), "link-not-answered", message, advice, severity="warning")
                yield _placed(base, slug, finding)


def _unused_sources(base: Base) -> Iterator[Problem]:
    cited = {cite.source for entry in base.entries.values() for _, cite in citations(entry)}
    for source in sorted(set(base.sources) - cited):
        path = base.documents[f"sources/{source}"].path
        yield Problem(
            path,
            1,
            1,
            "warning",
            "source-not-cited",
            "no entry cites this source",
            advice="cite it or remove it",
        )


def _vocabulary_clashes(base: Base) -> Iterator[Problem]:
    """A word that stands for two terms of one vocabulary stands for neither."""
    for name, file in base.vocabularies.by_name.items():
        owners: dict[str, str] = {}
        for term_id, term in file.terms.items():
            for word in {w.casefold() for w in (term.label, *term.synonyms, *term.abbreviations)}:
                owner = owners.setdefault(word, term_id)
                if owner != term_id:
                    document = base.documents[f"vocabularies/{name}"]
                    line, column = document.place(("terms", base.vocabularies.own_id(name, term_id)))
                    message = f"{word!r} stands for {owner!r} and for {term_id!r}"
                    advice = "keep it in one of them, or make it narrower in both"
                    yield Problem(document.path, line, column, "error", "ambiguous-synonym", message, advice=advice)
