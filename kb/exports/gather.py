"""All hits of a search, not only a page of them."""

from dataclasses import replace

from kb.search.answer import Hit, SearchAnswer
from kb.search.engine import Search
from kb.search.request import MAX_SIZE, SearchRequest


def every_hit(engine: Search, request: SearchRequest) -> tuple[SearchAnswer, tuple[Hit, ...]]:
    """Give the answer and all of its hits, page after page."""
    first = answer = engine.answer(replace(request, size=MAX_SIZE, next=None))
    found = list(hits(first))
    while answer.next:
        answer = engine.answer(replace(request, size=MAX_SIZE, next=answer.next))
        found += answer.results
    return first, tuple(found)


def one_page(engine: Search, request: SearchRequest) -> tuple[SearchAnswer, tuple[Hit, ...]]:
    """Give the answer and the hits of the page that was asked for."""
    answer = engine.answer(request)
    return answer, hits(answer)


def hits(answer: SearchAnswer) -> tuple[Hit, ...]:
    """Give the hits; the nearest misses, which come where nothing is found, are none."""
    return answer.results if answer.total else ()
