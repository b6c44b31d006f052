"""Who publishes, where, and which data: what every export says about its origin."""

from dataclasses import dataclass

NAME = "New Care Models Evidence Base"
ABOUT = (
    "What was tried under NHS England's new models of care, and what came of it: "
    "every figure with its source, every rating with its reason."
)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Publication:
    """The site as it is reached now, and the data that it holds."""

    root: str
    """Absolute address of the start page, without a slash at its end."""
    data_version: str
    built_at: str
    """Time of the build in ISO 8601."""

    def address(self, path: str) -> str:
        """Give the absolute address of a page."""
        return f"{self.root}{path}"
