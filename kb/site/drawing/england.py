"""The map of England: places as marks by kind and state on an outline of Natural Earth, grouped where they meet."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from kb.published.wording import count
from kb.site.drawing.svg import Picture, element, link, text

OUTLINE = Path(__file__).parent / "england.json"
WEST, EAST, SOUTH, NORTH = -6.5, 2.1, 49.85, 55.95
HEIGHT = 560.0
# A degree of longitude is shorter than one of latitude by the cosine of the middle of England.
SCALE = HEIGHT / (NORTH - SOUTH)
WIDTH = (EAST - WEST) * cos(radians((SOUTH + NORTH) / 2)) * SCALE
MEET = 17.0
OVER = frozenset({"failed", "ended", "unsuccessful-bid"})
MARKS = {"vanguard": "M0 -6a6 6 0 1 0 .01 0z", "case-study": "M-5 -5h10v10h-10z"}
OTHER = "M-6 5L0 -6L6 5z"


@dataclass(frozen=True)
class Place:
    """An entry with a place on the map."""

    slug: str
    title: str
    kind: str
    status: str
    name: str
    latitude: float
    longitude: float

    @property
    def at(self) -> tuple[float, float]:
        """Give where it stands, in pixels."""
        return project(self.longitude, self.latitude)


@dataclass(frozen=True)
class Cluster:
    """Places so near to each other that their marks would meet."""

    places: tuple[Place, ...]

    @property
    def at(self) -> tuple[float, float]:
        """Give the middle of its places."""
        points = [place.at for place in self.places]
        return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)

    @property
    def id(self) -> str:
        """Give the id of its item in the list."""
        return f"at-{self.places[0].slug}"

    @property
    def name(self) -> str:
        """Give the names of its places."""
        return ", ".join(dict.fromkeys(place.name for place in self.places))


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Give where a point of the earth stands: true to shape at the middle of England."""
    return (longitude - WEST) / (EAST - WEST) * WIDTH, (NORTH - latitude) * SCALE


def clusters(places: Iterable[Place]) -> tuple[Cluster, ...]:
    """Group places that meet, from north to south; those beyond the map are left out."""
    found: list[list[Place]] = []
    for place in sorted(places, key=lambda one: (-one.latitude, one.slug)):
        if not (SOUTH < place.latitude < NORTH and WEST < place.longitude < EAST):
            continue
        near = min(found, key=lambda group: _apart(group, place), default=None)
        if near is not None and _apart(near, place) < MEET:
            near.append(place)
        else:
            found.append([place])
    return tuple(Cluster(tuple(group)) for group in found)


def _apart(group: list[Place], place: Place) -> float:
    x, y = Cluster(tuple(group)).at
    return hypot(x - place.at[0], y - place.at[1])


def england(found: Iterable[Cluster], link_to: Callable[[Cluster], str]) -> Picture:
    """Draw the map; `link_to` gives the address behind a mark."""
    found = tuple(found)
    drawn = "".join(link(link_to(cluster), _mark(cluster)) for cluster in found)
    number = sum(len(cluster.places) for cluster in found)
    words = f"Map of England with {count(number, 'entry', 'entries')} at {count(len(found), 'place')}"
    return Picture(WIDTH, HEIGHT, words, _outline() + drawn)


@cache
def _outline() -> str:
    data: dict[str, Any] = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return "".join(
        element("path", look=look, d="".join(_ring(ring) for ring in data[part]))
        for part, look in (("neighbours", "beyond"), ("england", "land"))
    )


def _ring(points: list[tuple[float, float]]) -> str:
    placed = (project(*point) for point in points)
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in placed) + "z"


def _mark(cluster: Cluster) -> str:
    x, y = cluster.at
    title = element("title", escape(cluster.name))
    if len(cluster.places) > 1:
        radius = 8 + 2 * len(cluster.places) ** 0.5
        disc = element("circle", look="accent", cx=x, cy=y, r=radius)
        number = text(x, y + 4, str(len(cluster.places)), "onmark mid")
        return title + disc + number
    place = cluster.places[0]
    look = "bad" if place.status in OVER else "accent"
    moved = f"translate({x:.1f} {y:.1f})"
    mark = element("path", look=f"{look} point", d=MARKS.get(place.kind, OTHER), transform=moved)
    cross = element("path", look="reach", d="M-8 -8L8 8M8 -8L-8 8", transform=moved) if place.status in OVER else ""
    return title + mark + cross
