"""A rule of the base as an object: what must hold, in words, with an example of each side."""

from dataclasses import dataclass
from textwrap import dedent

FILE = "case-studies/riverside.yml"
"""Where an example stands that names no file."""


@dataclass(frozen=True)
class Rule:
    """What must hold, and how it looks where it does not.

    `wrong` and `right` are parts of a file: they take the place of the same fields of an entry that is right, or of the
    file that a first line such as `# sources/leaflet-2016.yml` names. `raw` examples are about how a text is written, so
    they stand in the file sign by sign. Files that can't be shown as text have words instead; `shown` says so.
    """

    id: str
    words: str
    wrong: str
    right: str
    severity: str = "error"
    raw: bool = False
    shown: bool = True

    @property
    def page(self) -> str:
        """Give the path of its page, from the root of the repository."""
        return f"docs/rules/{self.id}.md"


def error(name: str, words: str, wrong: str, right: str, *, raw: bool = False, shown: bool = True) -> Rule:
    """Give a rule whose breach keeps the base from being built."""
    return Rule(name, words, _part(wrong), _part(right), "error", raw, shown)


def warning(name: str, words: str, wrong: str, right: str) -> Rule:
    """Give a rule whose breach is told and keeps nothing from being built."""
    return Rule(name, words, _part(wrong), _part(right), "warning")


def _part(text: str) -> str:
    return dedent(text).strip("\n") + "\n"
