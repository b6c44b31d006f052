"""The pictures of one entry: its results on their scales, and its steps in time; in the page and to take away."""

from collections.abc import Callable

from datasette import NotFound, Response

from kb.exports.plot_table import plot_csv
from kb.exports.table import as_csv
from kb.published.labels import Labels
from kb.published.records import EntryRecord, read_entry
from kb.site.drawing.outcome_plot import OutcomePlot, PlotClaim, outcome_plot
from kb.site.drawing.outcome_svg import outcome_picture
from kb.site.drawing.steps import DatedStep, steps_of, steps_picture
from kb.site.drawing.svg import Picture
from kb.site.pictures import taken_away
from kb.site.publishing import publication_of
from kb.site.visit import Visit

# The strongest results fit on one screen; the table and the file have all.
MOST = 6


def results_of(entry: EntryRecord, labels: Labels, *, measured: bool = True) -> tuple[PlotClaim, ...]:
    """Give the results of an entry as a plot takes them, or what was only hoped for."""
    dates = {source.id: source.date[:4] for source in entry.sources}
    return tuple(
        PlotClaim(
            labels.label("outcomes", impact.outcome) + (f" in {impact.population}" if impact.population else ""),
            f"{entry.url}#impact-{impact.position}",
            dates.get(impact.source, ""),
            impact,
            entry.reading(impact),
        )
        for impact in entry.impacts
        if impact.measured == measured
    )


def results_picture(entry: EntryRecord, plot: OutcomePlot, labels: Labels, link_to: Callable[[str], str]) -> Picture:
    """Draw the results of an entry."""
    return outcome_picture(plot, labels, f"Results of {entry.title}", link_to)


def strongest(claims: tuple[PlotClaim, ...]) -> OutcomePlot:
    """Place the strongest results only."""
    return outcome_plot(outcome_plot(claims).claims[:MOST]) if len(claims) > MOST else outcome_plot(claims)


async def entry_picture(visit: Visit) -> Response:
    """Answer with the results, the hopes or the steps of an entry as SVG, PNG or CSV."""
    visit.allow()
    entry = await visit.site.read(read_entry, visit.slug)
    if entry is None:
        raise NotFound(f"There is no entry {visit.slug!r}.")
    which = visit.request.url_vars["which"]
    return await (_steps(visit, entry) if which == "timeline" else _results(visit, entry, measured=which == "results"))


async def _results(visit: Visit, entry: EntryRecord, *, measured: bool) -> Response:
    labels, publication = visit.site.labels, publication_of(visit)
    claims, name = results_of(entry, labels, measured=measured), "results" if measured else "hopes"
    plot = outcome_plot(claims if measured else (one for one in claims if one.impact.value is not None))
    if not plot.claims:
        raise NotFound(f"{entry.slug!r} has no {name} to draw.")
    rows = [(claim.name, claim.url, claim.year, claim.impact) for claim in plot.claims]
    picture = results_picture(entry, plot, labels, publication.address)
    return await taken_away(
        visit, picture, entry.url, f"{entry.slug}-{name}", lambda: plot_csv(rows, entry.sources, labels, publication)
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
