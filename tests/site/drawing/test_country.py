from dataclasses import replace

import pytest
import yaml

from kb.model.base import BaseFile
from kb.model.outline import Outline
from kb.published.labels import Term
from kb.site.drawing.country import HEIGHT, Cluster, Place, clusters, country_map, marks_of, sheet_of
from tests.samples import REPOSITORY


def place(slug: str, latitude: float, longitude: float, status: str = "in-progress") -> Place:
    return Place(slug, slug.title(), "vanguard", status, slug.title(), latitude, longitude)


def read(name: str) -> object:
    return yaml.safe_load((REPOSITORY / "entries" / name).read_text(encoding="utf-8"))


LEEDS, LONDON, PENZANCE = place("leeds", 53.8, -1.55), place("london", 51.5, -0.12), place("penzance", 50.12, -5.54)
BASE = BaseFile.model_validate(read("base.yml")).model_copy(
    update={"outline": Outline.model_validate(read("outline.yml"))}
)
SHEET = sheet_of(BASE.outline, ())
MARKS = marks_of(Term(kind, kind.capitalize(), "") for kind in BASE.kinds)


def drawn(*places: Place) -> str:
    return country_map(clusters(places, SHEET), SHEET, BASE.outline, MARKS, lambda group: f"#{group.id}").within


def test_places_stand_as_on_a_map() -> None:
    leeds, london, penzance = (SHEET.project(one.longitude, one.latitude) for one in (LEEDS, LONDON, PENZANCE))
    assert leeds[1] < london[1] < penzance[1]
    assert penzance[0] < leeds[0] < london[0]
    assert all(0 < x < SHEET.width and 0 < y < HEIGHT for x, y in (leeds, london, penzance))


def test_marks_that_would_meet_are_one_with_their_number() -> None:
    croydon = place("croydon", 51.4, -0.1)
    found = clusters([LEEDS, LONDON, croydon], SHEET)
    assert [tuple(one.slug for one in group.places) for group in found] == [("leeds",), ("london", "croydon")]
    assert ">2</text>" in drawn(LEEDS, LONDON, croydon)


@pytest.mark.parametrize(("latitude", "longitude"), [(57.1, -2.1), (61.2, -149.9), (0.0, 0.0)])
def test_a_place_beyond_the_map_is_left_out(latitude: float, longitude: float) -> None:
    assert clusters([place("far", latitude, longitude)], SHEET) == ()


def test_a_scheme_that_is_over_bears_a_cross() -> None:
    assert "M-8 -8L8 8" in drawn(place("a", 52.0, -1.0, "failed"))
    assert "M-8 -8L8 8" not in drawn(place("a", 52.0, -1.0))


def test_a_group_shows_and_tells_how_many_of_it_are_over() -> None:
    group = (place("a", 52.0, -1.0, "failed"), place("b", 52.01, -1.0), place("c", 52.02, -1.0, "ended"))
    picture = drawn(*group)
    assert "<title>C, B, A: 3 entries, 1 ended, 1 failed</title>" in picture
    assert 'class="over"' in picture
    assert ">2</text>" in picture
    assert 'class="over"' not in drawn(group[1], replace(group[2], status="in-progress"))


def test_a_base_without_an_outline_shows_its_places_alone() -> None:
    far = place("anchorage", 61.2, -149.9)
    sheet = sheet_of(None, [far, LEEDS])
    found = clusters([far, LEEDS], sheet)
    assert [group.places for group in found] == [(far,), (LEEDS,)]
    picture = country_map(found, sheet, None, MARKS, lambda group: f"#{group.id}")
    assert picture.words == "Map of places with 2 entries at 2 places"
    assert "land" not in picture.within


def test_a_group_stands_in_the_middle_of_its_places() -> None:
    (group,) = clusters([place("a", 52.0, -1.0), place("b", 52.1, -1.0)], SHEET)
    assert isinstance(group, Cluster)
    assert group.at[1] == pytest.approx(SHEET.project(-1.0, 52.05)[1])
