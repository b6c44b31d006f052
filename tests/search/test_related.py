import pytest

from kb.errors import QueryError
from kb.search.engine import Search
from kb.search.related import related


def test_curated_links_come_first_with_their_reason(search: Search) -> None:
    first = related(search, "old-town")[0]
    assert (first.slug, first.curated, first.reason) == ("sampleton-mcp", True, "This one goes on.")


def test_near_entries_say_how_near_and_are_not_linked_twice(search: Search) -> None:
    found = related(search, "old-town")
    assert len({hit.slug for hit in found}) == len(found)
    assert all(hit.similarity is not None and "similarity" in hit.reason for hit in found if not hit.curated)


def test_an_unknown_entry_is_an_error(search: Search) -> None:
    with pytest.raises(QueryError, match="no-such-entry"):
        related(search, "no-such-entry")
