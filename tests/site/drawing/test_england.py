import pytest

from kb.site.drawing.england import HEIGHT, WIDTH, Place, clusters, england


def place(slug: str, latitude: float, longitude: float, status: str = "in-progress") -> Place:
    return Place(slug, slug.title(), "vanguard", status, slug.title(), latitude, longitude)


LEEDS, LONDON, PENZANCE = place("leeds", 53.8, -1.55), place("london", 51.5, -0.12), place("penzance", 50.12, -5.54)


def test_places_stand_as_on_a_map() -> None:
    leeds, london, penzance = LEEDS.at, LONDON.at, PENZANCE.at
    assert leeds[1] < london[1] < penzance[1]
    assert penzance[0] < leeds[0] < london[0]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in (leeds, london, penzance))


def test_marks_that_would_meet_are_one_with_their_number() -> None:
    found = clusters([LEEDS, LONDON, place("croydon", 51.4, -0.1)])
    assert [tuple(one.slug for one in group.places) for group in found] == [("leeds",), ("london", "croydon")]
    assert ">2</text>" in england(found, lambda group: f"#{group.id}").within


@pytest.mark.parametrize(("latitude", "longitude"), [(57.1, -2.1), (61.2, -149.9), (0.0, 0.0)])
def test_a_place_beyond_the_map_is_left_out(latitude: float, longitude: float) -> None:
    assert clusters([place("far", latitude, longitude)]) == ()


def test_a_scheme_that_is_over_bears_a_cross() -> None:
    over = england(clusters([place("a", 52.0, -1.0, "failed")]), lambda _: "").within
    assert "M-8 -8L8 8" in over
    assert "M-8 -8L8 8" not in england(clusters([place("a", 52.0, -1.0)]), lambda _: "").within
