"""Claims about printed forms, each with a text of its own, checked all at once."""

from collections.abc import Iterable
from pathlib import Path

from ingest.read.load import load
from ingest.verify.claims import Kind
from ingest.verify.verification import Status, verify
from tests.samples import SOURCE, entry, write_base, write_entry

WHAT = "Practices and their patients"


def statuses(root: Path, claimed: Iterable[tuple[float, str, str]]) -> list[Status]:
    """Give what `kb verify` says of figures (value, unit) of sources that each print one text."""
    figures = []
    write_base(root / "entries")
    for at, (value, unit, text) in enumerate(claimed):
        source = f"leaflet-{at:04}"
        write_entry(root / "entries", source, {**SOURCE, "parts": "extract", "read": "excerpt"}, "sources")
        (root / f"{source}.txt").write_text(text, encoding="utf-8")
        cite = {"source": source, "at": "extract"}
        figures.append({"value": value, "unit": unit, "what": f"{WHAT}, {at}", "cite": cite})
    write_entry(root / "entries", "sampleton-mcp", entry(figures=figures))
    checked = verify(load(root / "entries"), root).checked
    return [
        each.status for each in checked if each.claim.kind == Kind.NUMBER and each.claim.name.startswith("figures[")
    ]
