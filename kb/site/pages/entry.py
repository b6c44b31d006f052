"""The page of one entry."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from datasette import NotFound, Response
from markupsafe import Markup

from kb.exports.linked_data import entry_jsonld
from kb.model.base import BaseFile
from kb.published.entry_json import entry_as_json
from kb.published.labels import Labels
from kb.published.record_types import ImpactRecord, SourceRecord
from kb.published.records import EntryRecord, read_entry
from kb.published.studies import SchemeEvidence, read_evidence
from kb.published.verdict import LEADING, Verdict, headline, verdict
from kb.published.wording import READ, count
from kb.search.related import RelatedHit, related
from kb.site.area import closeness
from kb.site.drawing.steps import steps_of, steps_picture
from kb.site.pages.beside import Beside, beside_of
from kb.site.pages.entry_pictures import (
    MOST,
    hopes_of,
    hopes_picture,
    results_of,
    results_picture,
    strongest,
    studies_of,
)
from kb.site.pictures import within
from kb.site.publishing import publication_of
from kb.site.searching import engine_of
from kb.site.visit import Visit
from kb.synthesis.studies_json import evidence_as_json
from kb.synthesis.tally import tally

# More steps than these unfold, and any where the results fill a screen: an entry is to be seen at a glance.
MOST_STEPS = 5


@dataclass(frozen=True)
class EntryView:
    """What the page reads in one go."""

    entry: EntryRecord
    beside: Beside
    successor: EntryRecord | None
    evidence: SchemeEvidence


async def entry(visit: Visit) -> Response:
    """Answer with an entry, as a page or as JSON."""
    visit.allow()
    view = await visit.site.read(read_view, visit.slug, visit.site.base)
    if view is None:
        raise NotFound(
            f"There is no entry {visit.slug!r}. Entries keep their addresses, so this one never existed here."
        )
    engine = await engine_of(visit.site)
    near = [hit for hit in await asyncio.to_thread(related, engine, view.entry.slug) if not hit.curated]
    if visit.wants_json:
        body = {**entry_as_json(view.entry, visit.site.labels), "came_of_it": evidence_as_json(view.evidence)}
        return visit.json({"ok": True, **body, "near": _near(near)})
    # A withdrawn entry keeps its page, with the reason; to programs that follow links the address is gone.
    status = 410 if view.entry.withdrawn_on else 200
    return await visit.page("entry.html", entry_context(visit, view, near), status)


def _near(hits: list[RelatedHit]) -> list[dict[str, object]]:
    """Give the entries that are near by meaning, as JSON."""
    names = ("slug", "kind", "title", "similarity", "reason")
    return [{**{name: getattr(hit, name) for name in names}, "url": f"/entries/{hit.slug}"} for hit in hits]


def read_view(connection: sqlite3.Connection, slug: str, base: BaseFile) -> EntryView | None:
    """Read what the page shows of an entry; None where there is none of that slug."""
    found = read_entry(connection, slug)
    if found is None:
        return None
    successor = read_entry(connection, found.withdrawn_successor) if found.withdrawn_successor else None
    return EntryView(found, beside_of(connection, found), successor, read_evidence(connection, found, base))


def _groups(entry: EntryRecord) -> tuple[tuple[str, tuple[ImpactRecord, ...]], ...]:
    """Part the results from targets, projections and stories, so that nobody takes one for the other."""
    names = {True: "Results", False: "Hoped for, expected or told, not measured"}
    found = ((name, tuple(i for i in entry.impacts if i.measured == measured)) for measured, name in names.items())
    return tuple(group for group in found if group[1])


def _pictures(visit: Visit, view: EntryView) -> dict[str, object]:
    """Draw the results, the hopes and the steps, each where there is something to draw."""
    labels, site, entry = visit.site.labels, visit.site, view.entry
    results, hopes = results_of(entry, view.evidence, labels), hopes_of(entry, labels)
    plot = strongest(results)
    drawn = {claim.url for claim in plot.claims}
    steps = steps_of(entry, labels.label("status", entry.status))

    def link_to(address: str) -> str:
        path, _, part = address.partition("#")
        return f"#{part}" if path == entry.url else site.link(address)

    return {
        "plot": within(results_picture(entry, plot, labels, link_to)) if results else None,
        "undrawn": max(0, len(results) - MOST),
        "own_drawn": any(address.startswith(f"{entry.url}#") for address in drawn),
        "drawn_of_studies": [claim for claim in studies_of(entry, view.evidence) if claim.url in drawn],
        "hopes_plot": within(hopes_picture(entry, strongest(hopes), labels, link_to)) if hopes else None,
        "steps_plot": within(steps_picture(steps, titled=False)) if len(steps) > 1 else None,
        "few_steps": len(steps) <= MOST_STEPS and len(plot.claims) < MOST,
        "files": {name: site.link(f"{entry.url}/{name}") for name in ("results", "hopes", "timeline")},
    }


def _verdict(view: EntryView, labels: Labels) -> Verdict:
    """Give the answer of an entry; of a scheme that others studied, what they found comes before what it says itself."""
    own = verdict(view.entry, labels)
    if not view.evidence.by_others:
        return own
    counts = tally(one.claim for one in view.evidence.studied)
    studies, results = count(counts.homes, "study", "studies"), count(counts.total, "result")
    lead = LEADING.get(view.entry.status)
    found = f"{results} from {studies}: {counts.judged(labels.base)}"
    said = headline(view.entry.evidence, labels)
    return Verdict(
        f"{lead}. {found}" if lead else found,
        f"Its own reports, apart from these: {said[:1].lower()}{said[1:]}. {own.explanation}",
        own.tone if lead else "",
    )


def _original(source: SourceRecord) -> str | None:
    """Give the address of the document itself."""
    return f"https://doi.org/{source.doi}" if source.doi else source.url


def entry_context(visit: Visit, view: EntryView, near: Sequence[RelatedHit] = ()) -> dict[str, object]:
    """Give what the template of the page needs; `near` are the entries that are near in meaning."""
    entry, site = view.entry, visit.site
    return {
        "near": near,
        "entry": entry,
        "beside": view.beside,
        "successor": view.successor,
        "evidence": view.evidence,
        "source_reads": {source.id: READ[source.read] for source in entry.sources if source.read in READ},
        "groups": _groups(entry),
        **_pictures(visit, view),
        "verdict": _verdict(view, site.labels),
        "by_others": view.evidence.by_others,
        "linked_data": Markup(entry_jsonld(entry, site.labels, publication_of(visit))),  # noqa: S704 - escaped there
        "source_numbers": {source.id: number for number, source in enumerate(entry.sources, start=1)},
        "originals": {source.id: _original(source) for source in entry.sources},
        "closeness": closeness(visit.area, entry, site.labels),
        "address": site.datasette.absolute_url(visit.request, site.link(entry.url)),
        "edit": f"{site.repository}/edit/main/{entry.path}" if site.repository else None,
    }
