"""The shapes of the evidence map and of its timeline."""

from kb.api.schemas import Schema, holds, known, many, optional, text, whole
from kb.api.shared import COUNTS, STRENGTH, answered
from kb.synthesis.evidence_map import VIEWS


def evidence_map() -> Schema:
    """Give the shape of the evidence map, by columns, by place, and over time."""
    axis = holds({"value": text("Id."), "label": text("Name.")})
    cell = {
        "care_model": text("Column, on the map by it."),
        "contract_type": text("Column, on the map by it."),
        "outcome": text("Row."),
        "entries": whole("Number of entries."),
        "results": {**COUNTS, "description": "Results that are about the column, by effect; each claim counts once."},
        "levels": whole("Results that are levels without comparison."),
        "not_measured": whole("Targets, projections and illustrations."),
        "under_such_a_contract": whole("Results that the source does not tie to the contract, counted apart."),
        "strength": STRENGTH,
        "url": text("Address of the search behind the cell."),
    }
    year = {"year": {"type": "integer"}, "happened": whole("Steps taken."), "planned": whole("Steps planned.")}
    grid = {
        "columns": many(axis),
        "outcomes": many(axis),
        "cells": many(holds(cell, "", ("care_model", "contract_type")), "Pairs that no cell names are gaps."),
        "gaps": whole("Number of gaps."),
        "entries_in_no_column": whole("Entries that name no term of the columns."),
    }
    return answered(
        {
            "by": known(VIEWS, "What the columns are, or where and when."),
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
