"""What a version answers before readers ask it, and that what it then holds is looked through no more."""

import gc
import weakref

from datasette.app import Datasette

from kb.site.practice import addresses, forget, practised, settle
from kb.site.searching import engine_of
from kb.site.site import site_of


class Ring:
    """An object that nothing but itself holds."""

    def __init__(self) -> None:
        self.itself = self


async def test_every_page_that_is_practised_is_there(served: Datasette) -> None:
    asked = list(addresses(await engine_of(await site_of(served))))
    assert {"/", "/map", "/search?q=Nothing+much+is+known+here"} < set(asked)
    assert {(await served.client.get(address)).status_code for address in asked} == {200}


async def test_a_site_practises_once_and_what_it_holds_is_looked_through_no_more(served: Datasette) -> None:
    engine = await engine_of(await site_of(served))
    forget(served)
    await practised(served, engine)
    assert gc.get_freeze_count() > 10_000
    gc.unfreeze()
    await practised(served, engine)
    assert gc.get_freeze_count() == 0


def test_what_is_no_longer_used_is_let_go_of_although_it_was_held_before() -> None:
    ring = Ring()
    known = weakref.ref(ring)
    settle()
    del ring
    assert known() is not None
    settle()
    assert known() is None
    gc.unfreeze()
