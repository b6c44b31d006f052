"""Rows under named columns: printed as text, shown as a table in a notebook, given to pandas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from kb.errors import BrokenEnvironmentError
from kb.exports.text import one_line

if TYPE_CHECKING:
    from pandas import DataFrame

Value = str | int | float | None
SHOWN = 20
WIDEST = 40


@dataclass(frozen=True, repr=False)
class Table:
    """A table. Iterating gives each row as a dictionary; None stands for what is not stated."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    @classmethod
    def of(cls, name: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> "Table":
        """Make a table of any sequences."""
        return cls(name, tuple(columns), tuple(map(tuple, rows)))

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Give each row by the names of the columns."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __repr__(self) -> str:
        """Give the first rows as text in columns."""
        shown = [self.columns, *(tuple(map(_short, row)) for row in self.rows[:SHOWN])]
        widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
        lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in shown]
        return "\n".join([f"{self.name}: {len(self)} rows", *lines, *self._rest()])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in self.rows[:SHOWN])
        caption = escape("; ".join([f"{self.name}: {len(self)} rows", *self._rest()]))
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _rest(self) -> tuple[str, ...]:
        rest = len(self) - SHOWN
        return (f"and {rest} more",) if rest > 0 else ()

    def to_pandas(self) -> "DataFrame":
        """Give a data frame. Raises BrokenEnvironmentError where pandas is not installed."""
        try:
            from pandas import DataFrame
        except ImportError as error:
            raise BrokenEnvironmentError("a data frame needs pandas; run `pip install pandas`") from error
        return DataFrame(list(self.rows), columns=list(self.columns))


def _short(value: Value) -> str:
    text = "" if value is None else one_line(str(value))
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _cell(value: Value) -> str:
    return f"<td>{'' if value is None else escape(str(value))}</td>"
