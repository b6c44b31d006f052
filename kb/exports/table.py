"""CSV files: of a search (a row an entry), of an entry (a row a fact) and of a comparison (a column an entry)."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from kb.exports.text import clean

Value = str | int | float | None
Row = Mapping[str, Value]
# A spreadsheet takes a cell that begins so for a formula and runs it; these are also the wide forms of the signs.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(value: Value) -> Value:
    """Put an apostrophe before text that a spreadsheet would run as a formula. Numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Write rows under a header, as RFC 4180 says; what a row lacks is an empty cell."""
    # A byte order mark would let Excel open £ by a double click, and rename the first column for most programs.
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([safe(column) for column in columns])
    writer.writerows([safe(row.get(column)) for column in columns] for row in rows)
    return file.getvalue()


def joined(values: Iterable[str]) -> str:
    """Put several values into one cell."""
    return "; ".join(values)
