"""The shapes of the evidence map and of its timeline."""

from kb.api.schemas import Schema, holds, known, many, optional, text, whole
from kb.api.shared import COUNTS, STRENGTH, answered
from kb.published.labels import Labels
from kb.synthesis.evidence_map import views


def evidence_map(labels: Labels) -> Schema:
    """Give the shape of the evidence map, by columns, by place, and over time."""
    axis = holds({"value": text("Id."), "label": text("Name.")})
    cell = {
        "column": text("Id of the column."),
        "row": text("Id of the row."),
        "entries": whole("Number of entries."),
        "results": {
            **COUNTS,
            "description": "Results that are about the column, of studies and claimed ones, by effect; each counts once.",
        },
        "levels": whole("Results that are levels without comparison."),
        "claimed": whole("How many of all these are claimed without a method; the others are independent results."),
        "not_measured": whole("Targets, projections and illustrations."),
        "under_such_a_contract": whole("Results that the source does not tie to the contract, counted apart."),
        "strength": STRENGTH,
        "url": text("Address of the search behind the cell."),
    }
    year = {"year": {"type": "integer"}, "happened": whole("Steps taken."), "planned": whole("Steps planned.")}
    grid = {
        "columns": many(axis),
        "over": text("What the rows are: the name of a filter."),
        "rows": many(axis),
        "cells": many(holds(cell), "Pairs that no cell names are gaps."),
        "gaps": whole("Number of gaps."),
        "entries_in_no_cell": whole("Entries that stand in no cell."),
    }
    return answered(
        {
            "by": known(tuple(views(labels.base)), "What the columns are, or where and when."),
            **grid,
            "regions": {**COUNTS, "description": "Entries by region."},
            "years": many(holds(year)),
            **_timeline(),
        },
        tuple(grid),
    )


def _timeline() -> Schema:
    step = {
        "date": text("As printed."),
        "to": optional(text("End, where the step lasted.")),
        "state": known(("happened", "planned"), "Whether it has happened."),
        "what": text("What happened or was planned."),
    }
    scheme = {
        "slug": text("Slug."),
        "title": text("Title."),
        "kind": text("Kind of entry."),
        "status": text("Status when the source was written."),
        "status_as_of": text("Date of the status, as printed."),
        "url": text("Address of the entry."),
        "steps": many(holds(step), "In order of time."),
    }
    wave = {"name": text("As in First wave."), "date": text("As printed.")}
    return {
        "schemes": many(holds(scheme), "Schemes with a dated step, and those that failed, ended or were turned down."),
        "waves": many(holds(wave), "When waves of sites were chosen or announced."),
    }
