"""All errors that a user may see share one root, which knows the exit code."""


class KbError(Exception):
    """Something a user can put right; the message says what is wrong, where, and what to do."""

    exit_code = 2


class ContentError(KbError):
    """The entries have problems that `kb check` lists."""

    exit_code = 1


class BrokenEnvironmentError(KbError):
    """A file, folder, package or port that the command needs is not as it must be."""


class BusyError(KbError):
    """More is asked at once than can be done; in a moment it can."""


class DatabaseError(KbError):
    """The database is missing, damaged, or was built by another version or model."""


class DamagedError(DatabaseError):
    """A file of a published version is not as it was built."""


class QueryError(KbError):
    """A search parameter is not one of those allowed; the message names them."""


def missing_part(package: str, part: str) -> BrokenEnvironmentError:
    """Give the error for a package that is not installed; `part` is the extra of pyproject.toml that brings it."""
    return BrokenEnvironmentError(
        f'the package {package} is not installed; in the project\'s folder run `pip install ".[{part}]"`'
    )
