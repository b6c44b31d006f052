"""No cell of any CSV is taken for a formula by a spreadsheet, whatever the entries say."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from ingest.evaluate.speed.addresses import addresses
from kb.exports.table import FORMULA
from tests.publishing import publish, site
from tests.samples import SOURCE, entry, write_base, write_entry
from tests.site.conftest import contrasting
from tests.site.pages import get

# Texts that are free; what is one of a list, an address, or a date is held to its form.
FREE = frozenset(
    ("title", "summary", "name", "counts", "stage", "duration", "what", "period", "note", "at", "text",
     "population", "authors", "publisher", "limits", "phone")
)  # fmt: skip
EVIL = '=HYPERLINK("http://x","{}")'


def evil(data: Any, name: str = "") -> Any:  # noqa: ANN401 - any YAML value
    """Give data with each free text turned into a formula."""
    if isinstance(data, dict):
        return {key: evil(value, key) for key, value in data.items()}
    if isinstance(data, list):
        return [evil(one, name) for one in data]
    return EVIL.format(data) if isinstance(data, str) and name in FREE else data


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("formulas")
    entries = write_base(root / "entries", sampleton_mcp=evil(entry()))
    write_entry(entries, "leaflet-2016", evil(SOURCE), "sources")
    write_entry(entries, "otherton-team", evil(contrasting()), "case-studies")
    return publish(entries, root / "out" / "kb.db")


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


async def test_no_cell_of_any_csv_is_a_formula(formulas: Path) -> None:
    served: Datasette = site(formulas)
    tables = [f"/kb/{name}.csv" for name in await served.get_database("kb").table_names() if "_fts" not in name]
    asked = [one for one in addresses(formulas) if one.partition("?")[0].endswith(".csv")]
    dangerous = guarded = 0
    for address in dict.fromkeys([*asked, *tables]):
        answer = await served.client.get(address, follow_redirects=True)
        if answer.status_code == 400 and "only the search reads" in answer.text:
            continue
        assert answer.status_code == 200, (address, answer.text[:200])
        cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
        assert [cell for cell in cells if cell.startswith(FORMULA) and not is_number(cell)] == [], address
        dangerous += 1
        guarded += any("'=HYPERLINK" in cell for cell in cells)
    assert dangerous > 30
    assert guarded > 12


async def test_a_formula_stays_as_it_is_where_no_spreadsheet_reads_it(formulas: Path) -> None:
    found = (await get(site(formulas), "/kb/figures.json?_shape=array")).json()
    assert any(row["what"].startswith("=HYPERLINK") for row in found)
