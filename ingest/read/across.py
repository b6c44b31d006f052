"""Checks entries against each other: claims, contacts, titles, links, and words of vocabularies."""

from collections import defaultdict
from collections.abc import Iterator

from ingest.read.load import Base
from ingest.read.placing import placed
from ingest.read.problems import Problem
from kb.model.base import VOCABULARIES
from kb.rules.finding import Finding
from kb.rules.repeats import findings_across
from kb.rules.sameness import same_schemes

# How a link must be answered; any link back will do for the other relations.
ANSWERS = {"part-of": "has-part", "has-part": "part-of", "disagrees-with": "disagrees-with"}


def across(base: Base) -> Iterator[Problem]:
    """Give every problem that comes of two entries, or of two terms."""
    unread = base.slugs - set(base.entries)
    for slug, finding in (
        *findings_across(base.entries, unread),
        *same_schemes(base.entries),
        *_contacts_disagree(base),
        *_same_names(base),
        *_unanswered_links(base),
    ):
        yield placed(base.documents[slug], finding)
    yield from _vocabulary_clashes(base)


def _contacts_disagree(base: Base) -> Iterator[tuple[str, Finding]]:
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
                yield slug, Finding(("contacts", index, "email"), "contact-disagrees", message, advice)


def _same_names(base: Base) -> Iterator[tuple[str, Finding]]:
    """Two entries of one name may be the same scheme."""
    by_words: dict[frozenset[str], list[str]] = defaultdict(list)
    for slug, entry in base.entries.items():
        by_words[frozenset(entry.title.casefold().split())].append(slug)
    for slugs in by_words.values():
        for slug in slugs[1:]:
            message = f"the title has the same words as that of {slugs[0]}"
            yield (
                slug,
                Finding(("title",), "same-title", message, "make one entry of both, or tell them apart in the title"),
            )


def _unanswered_links(base: Base) -> Iterator[tuple[str, Finding]]:
    """A reader gets from each of two linked entries to the other; nobody needs to get to one that is withdrawn."""
    links = {(slug, link.slug, link.relation) for slug, entry in base.entries.items() for link in entry.related}
    pairs = {(slug, other) for slug, other, _ in links}
    for slug, entry in base.entries.items():
        for index, link in enumerate(entry.related):
            answer = ANSWERS.get(link.relation)
            answered = (link.slug, slug, answer) in links if answer else (link.slug, slug) in pairs
            if link.slug in base.entries and not answered and entry.withdrawn is None:
                message = f"{link.slug} does not link back"
                word = base.vocabularies.own_id("relations", answer or "mentions")
                advice = f"add {{slug: {slug}, relation: {word}}} to related in {link.slug}.yml"
                yield slug, Finding(("related", index, "slug"), "link-not-answered", message, advice)


def _vocabulary_clashes(base: Base) -> Iterator[Problem]:
    """A word that stands for two terms of one vocabulary stands for neither."""
    for name, file in base.vocabularies.by_name.items():
        owners: dict[str, str] = {}
        for term_id, term in file.terms.items():
            for word in {w.casefold() for w in (term.label, *term.synonyms, *term.abbreviations)}:
                owner = owners.setdefault(word, term_id)
                if owner != term_id:
                    at = ("terms", base.vocabularies.own_id(name, term_id))
                    message = f"{word!r} stands for {owner!r} and for {term_id!r}"
                    finding = Finding(
                        at, "ambiguous-synonym", message, "keep it in one of them, or make it narrower in both"
                    )
                    yield placed(base.documents[f"{VOCABULARIES}/{name}"], finding)
