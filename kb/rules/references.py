"""Rules on what an entry names: terms, sources, other entries and currencies must be there."""

import re
from collections.abc import Iterator

from kb.model.citations import Location
from kb.model.entry import Entry
from kb.model.facts import ContractValue
from kb.model.vocabulary import Vocabularies
from kb.rules.finding import BASE, Context, Finding

# What a unit holds that multiplies its number.
SCALED = re.compile(r"\b(?:thousand|million|billion)s?\b|^[£$€](?:k|m|bn)$|000s$", re.IGNORECASE)


def terms_exist(entry: Entry, context: Context) -> Iterator[Finding]:
    """Terms must be ids of their vocabulary, and stand once in a list."""
    for at, fact in context.facts:
        for name, info in type(fact).model_fields.items():
            extra = info.json_schema_extra
            if isinstance(extra, dict) and "vocabulary" in extra and extra["vocabulary"] not in context.faulty:
                yield from _unknown_terms(getattr(fact, name), str(extra["vocabulary"]), (*at, name), context)
    yield from _unknown_own_terms(entry, context)


def _unknown_own_terms(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look up the terms of the base's own vocabularies."""
    for vocabulary, terms in entry.terms.items():
        if vocabulary not in context.vocabularies.own_names:
            message = f"{vocabulary!r} is no vocabulary of this base's own"
            advice = "correct the name, or add the vocabulary as docs/own-base.md says"
            yield Finding(("terms", vocabulary), "unknown-vocabulary", message, advice, context.vocabularies.own_names)
            continue
        yield from _unknown_terms(terms, vocabulary, ("terms", vocabulary), context)


def _unknown_terms(value: object, vocabulary: str, at: Location, context: Context) -> Iterator[Finding]:
    pairs = [((*at, i), v) for i, v in enumerate(value)] if isinstance(value, list) else [(at, value)]
    seen: set[object] = set()
    for place, term in pairs:
        if term in seen:
            yield Finding(place, "term-twice", f"{term!r} stands in {at[-1]} already", "remove one of them")
        seen.add(term)
        if term is not None and term not in context.vocabularies.terms(vocabulary):
            yield unknown_term(str(term), vocabulary, place, context.vocabularies)


def unknown_term(term: str, vocabulary: str, at: Location, vocabularies: Vocabularies) -> Finding:
    """Give the finding for a word where a vocabulary's term is expected, with the term that is nearest to it."""
    file = f"use one of the ids in {BASE}/vocabularies/{vocabulary}.yml"
    return Finding(
        at,
        "unknown-term",
        f"{term!r} is not a term of the vocabulary {vocabulary}",
        _scaled(term, vocabulary) or _several(term, vocabulary, vocabularies) or file,
        vocabularies.own_ids(vocabulary),
        nearest=vocabularies.nearest(vocabulary, term),
    )


def _scaled(text: str, vocabulary: str) -> str:
    """Say what to do with a unit that multiplies its number; nothing for any other."""
    scaled = vocabulary == "units" and re.search(
        r"\b(?:thousand|million|billion)s?\b|^[£$€](?:k|m|bn)$|000s?$", text, re.IGNORECASE
    )
    return "write the number with all its digits, and the unit alone: GBP, patients" if scaled else ""


def _several(text: str, vocabulary: str, vocabularies: Vocabularies) -> str:
    """Say what to do with several terms that stand as one; nothing where one of them is none."""
    words = [word for word in re.split(r"[\s,;/+&]+|\band\b", text) if word]
    terms = [
        word if word in vocabularies.own_ids(vocabulary) else vocabularies.nearest(vocabulary, word) for word in words
    ]
    return f"give each term an item of its own: {', '.join(terms)}" if len(terms) > 1 and all(terms) else ""


def sources_exist(_entry: Entry, context: Context) -> Iterator[Finding]:
    """Each cited source needs its record."""
    for at, cite in context.cites:
        if cite.source not in context.sources and cite.source not in context.faulty:
            yield Finding(
                (*at, "source"),
                "unknown-source",
                f"no file describes the source {cite.source!r}",
                f"correct the id, or write {BASE}/sources/{cite.source}.yml",
                tuple(context.sources),
            )


def links_are_made_once(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A link says one thing once."""
    seen: set[tuple[str, str]] = set()
    for index, link in enumerate(entry.related):
        if (link.slug, link.relation) in seen:
            message = f"{link.slug} is linked as {link.relation!r} twice"
            yield Finding(("related", index, "slug"), "link-twice", message, "make one link of the two, with one note")
        seen.add((link.slug, link.relation))


def related_exist(entry: Entry, context: Context) -> Iterator[Finding]:
    """Slugs in related, superseded and withdrawn.successor must be entries, and not this one."""
    named: list[tuple[Location, str]] = [
        (("related", index, "slug"), link.slug) for index, link in enumerate(entry.related)
    ]
    named += [(("superseded", index, "by"), link.by) for index, link in enumerate(entry.superseded)]
    if entry.withdrawn and entry.withdrawn.successor:
        named.append((("withdrawn", "successor"), entry.withdrawn.successor))
    for at, slug in named:
        if slug == context.slug:
            yield Finding(at, "related-to-itself", "the entry links to itself", "remove the link")
        elif slug in context.withdrawn:
            yield _withdrawn(at, slug, context.withdrawn[slug])
        elif slug not in context.slugs:
            advice = "use the slug (file name without .yml) of an entry that exists"
            yield Finding(at, "unknown-slug", f"there is no entry {slug!r}", advice, tuple(sorted(context.slugs)))


def _withdrawn(at: Location, slug: str, successor: str) -> Finding:
    message = f"the entry {slug!r} is withdrawn"
    advice = f"name its successor: {successor}" if successor else "remove the link, or name an entry that counts"
    return Finding(at, "successor-withdrawn" if at[0] == "withdrawn" else "link-to-withdrawn", message, advice)


def currencies_exist(_entry: Entry, context: Context) -> Iterator[Finding]:
    """Money is in a currency that somebody pays with."""
    for at, fact in context.facts:
        if isinstance(fact, ContractValue) and fact.currency not in context.currencies:
            message = f"{fact.currency!r} is no currency that we know"
            advice = "copy the code from the source's country; one that is missing is added to currencies in base.yml"
            yield Finding((*at, "currency"), "unknown-currency", message, advice, context.currencies)
