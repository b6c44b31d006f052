"""The pictures of one entry: its results on their scales, and its steps in time; in the page and to take away."""

from collections.abc import Callable, Iterator

from datasette import NotFound, Response

from kb.exports.plot_table import plot_csv
from kb.exports.table import as_csv
from kb.published.claims import ClaimRecord
from kb.published.labels import Labels
from kb.published.records import EntryRecord, read_entry
from kb.published.studies import SchemeEvidence, read_evidence
from kb.site.drawing.outcome_plot import OutcomePlot, PlotClaim, outcome_plot
from kb.site.drawing.outcome_svg import outcome_picture
from kb.site.drawing.steps import DatedStep, steps_of, steps_picture
from kb.site.drawing.svg import Picture
from kb.site.pictures import taken_away
from kb.site.publishing import publication_of
from kb.site.visit import Visit
from kb.synthesis.topic_facts import read_sources

# The strongest results fit on one screen; the table and the file have all.
MOST = 6


def results_of(entry: EntryRecord, evidence: SchemeEvidence, labels: Labels) -> tuple[PlotClaim, ...]:
    """Give the results of an entry as a plot takes them, and those of studies of it that live in other entries, each once."""
    studies = studies_of(entry, evidence)
    theirs = {claim.id for claim in studies}
    own = (claim for claim in _own(entry, labels, measured=True) if claim.impact.claim not in theirs)
    return (
        *own,
        *(
            PlotClaim(
                f"Study: {labels.label('outcomes', claim.impact.outcome)}; {claim.title}",
                claim.url,
                claim.year,
                claim.impact,
                claim.reading,
            )
            for claim in studies
        ),
    )


def studies_of(entry: EntryRecord, evidence: SchemeEvidence) -> tuple[ClaimRecord, ...]:
    """Give the results of studies of an entry that live, and count, in other entries."""
    return tuple(one.claim for one in evidence.studied if one.claim.entry != entry.slug)


def hopes_of(entry: EntryRecord, labels: Labels) -> tuple[PlotClaim, ...]:
    """Give what an entry only hoped for, where a number is printed."""
    return tuple(claim for claim in _own(entry, labels, measured=False) if claim.impact.value is not None)


def _own(entry: EntryRecord, labels: Labels, *, measured: bool) -> Iterator[PlotClaim]:
    dates = {source.id: source.date[:4] for source in entry.sources}
    for impact in entry.impacts:
        if impact.measured == measured:
            yield PlotClaim(
                labels.label("outcomes", impact.outcome) + (f" in {impact.population}" if impact.population else ""),
                f"{entry.url}#impact-{impact.position}",
                dates.get(impact.source, ""),
                impact,
                entry.reading(impact),
            )


def results_picture(entry: EntryRecord, plot: OutcomePlot, labels: Labels, link_to: Callable[[str], str]) -> Picture:
    """Draw the results of an entry."""
    others = any(not claim.url.startswith(f"{entry.url}#") for claim in plot.claims)
    words = f"Results of {entry.title}" + (", and of studies of it" if others else "")
    return outcome_picture(plot, labels, words, link_to)


def hopes_picture(entry: EntryRecord, plot: OutcomePlot, labels: Labels, link_to: Callable[[str], str]) -> Picture:
    """Draw what an entry hoped for."""
    return outcome_picture(plot, labels, f"Hoped for by {entry.title}, not measured", link_to)


def strongest(claims: tuple[PlotClaim, ...]) -> OutcomePlot:
    """Place the strongest results only."""
    return outcome_plot(outcome_plot(claims).claims[:MOST]) if len(claims) > MOST else outcome_plot(claims)


async def entry_picture(visit: Visit) -> Response:
    """Answer with the results, the hopes or the steps of an entry as SVG, PNG or CSV."""
    visit.allow()
    entry = await visit.site.read(read_entry, visit.slug)
    if entry is None:
        raise NotFound(f"There is no entry {visit.slug!r}.")
    which = str(visit.request.url_vars["which"])
    return await (_steps(visit, entry) if which == "timeline" else _plot(visit, entry, which))


async def _plot(visit: Visit, entry: EntryRecord, which: str) -> Response:
    labels, publication = visit.site.labels, publication_of(visit)
    if which == "results":
        evidence = await visit.site.read(read_evidence, entry, visit.site.base)
        claims, draw = results_of(entry, evidence, labels), results_picture
    else:
        claims, draw = hopes_of(entry, labels), hopes_picture
    plot = outcome_plot(claims)
    if not plot.claims:
        raise NotFound(f"{entry.slug!r} has no {which} to draw.")
    sources = await visit.site.read(read_sources)
    rows = [(claim.name, claim.url, claim.year, claim.impact) for claim in plot.claims]
    picture, name = draw(entry, plot, labels, publication.address), f"{entry.slug}-{which}"
    return await taken_away(
        visit, picture, entry.url, name, lambda: plot_csv(rows, sources.values(), labels, publication)
    )


async def _steps(visit: Visit, entry: EntryRecord) -> Response:
    steps = steps_of(entry, visit.site.labels.label("status", entry.status))
    if not steps:
        raise NotFound(f"{entry.slug!r} has no dated step to draw.")
    picture = steps_picture(steps)
    return await taken_away(visit, picture, entry.url, f"{entry.slug}-timeline", lambda: _steps_csv(steps))


def _steps_csv(steps: tuple[DatedStep, ...]) -> str:
    columns = ("state", "date", "to", "what")
    return as_csv(columns, ({name: getattr(step, name) for name in columns} for step in steps))
