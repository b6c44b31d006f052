"""Who publishes, where, and which data: what every export says about its origin."""

from dataclasses import dataclass

from kb.model.base import BaseFile


@dataclass(frozen=True)
class Publication:
    """The base, the site as it is reached now, and the data that it holds."""

    base: BaseFile
    root: str
    """Absolute address of the start page, without a slash at its end."""
    data_version: str
    built_at: str
    """Time of the build in ISO 8601."""

    @property
    def name(self) -> str:
        """Give the name of the base."""
        return self.base.name

    @property
    def licence(self) -> str:
        """Give the address of the licence of the entries."""
        return self.base.licence.address

    def address(self, path: str) -> str:
        """Give the absolute address of a page."""
        return f"{self.root}{path}"
