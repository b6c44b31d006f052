"""The list of rooms in docs/architecture.md is that of the tree."""

import re

from tests.samples import REPOSITORY


def test_the_rooms_are_those_of_the_tree() -> None:
    text = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `((?:kb|ingest)/\w+)/` \|", text, re.MULTILINE))
    rooms = {
        str(path.parent.relative_to(REPOSITORY))
        for side in ("kb", "ingest")
        for path in (REPOSITORY / side).glob("*/__init__.py")
    }
    assert named == rooms


def test_every_room_says_what_it_holds_in_one_sentence() -> None:
    for side in ("kb", "ingest"):
        for path in (REPOSITORY / side).glob("*/__init__.py"):
            first = path.read_text(encoding="utf-8").splitlines()[0]
            assert re.fullmatch(r'"""[A-Z].+\."""', first), path
