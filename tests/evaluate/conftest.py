"""Search is measured on the base of its own tests."""

from tests.search.conftest import published, search

__all__ = ["published", "search"]
