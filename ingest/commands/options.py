"""Options that several commands share."""

from pathlib import Path

import click


def as_typed(text: str) -> str:
    """Give a text of the command line as UTF-8: where a terminal is said to know ASCII alone, Python reads loose bytes."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _Typed(click.ParamType[str]):
    """A text, not a path or a name of ours."""

    name = "text"

    def convert(self, value: str, _param: click.Parameter | None, _context: click.Context | None) -> str:
        """Give it as it was typed."""
        return as_typed(value)


TYPED = _Typed()
DATABASE = Path("build/kb.db")
ENTRIES = click.option(
    "--entries",
    type=click.Path(path_type=Path),
    default=Path("entries"),
    show_default=True,
    help="Folder of entries.",
)
DATABASE_OPTION = click.option(
    "--database", type=click.Path(path_type=Path), default=DATABASE, show_default=True, help="Database to read."
)
