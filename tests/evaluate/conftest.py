"""The base and the engine that search is tested with."""

from tests.search.conftest import *  # noqa: F403 - its fixtures
