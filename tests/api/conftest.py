"""The API is tried on the base of the exports' tests."""

from tests.exports.conftest import exhibits, get

__all__ = ["exhibits", "get"]
