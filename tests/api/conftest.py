"""The exhibits, served."""

from tests.exports.conftest import *  # noqa: F403 - its fixtures
