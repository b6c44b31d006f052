import os

import pytest

from ingest.store.other_process import call
from kb.errors import BrokenEnvironmentError, ContentError


def own_process(factor: int) -> int:
    return os.getpid() * factor


def refuse(path: str) -> None:
    raise ContentError(f"{path}: nothing here can be read")


def die() -> None:
    os._exit(3)


def test_another_process_gives_the_answer() -> None:
    assert call(own_process, 1) != os.getpid()


def test_what_the_function_says_is_wrong_is_said_here() -> None:
    with pytest.raises(ContentError, match="nothing here can be read"):
        call(refuse, "bare.yml")


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(BrokenEnvironmentError, match="ended with code 3"):
        call(die)
