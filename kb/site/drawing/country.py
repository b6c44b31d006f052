"""The map of places: marks by kind and state on the outline of a country, grouped where they meet."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import pairwise
from math import cos, hypot, radians

from kb.model.outline import Outline, Ring
from kb.model.vocabulary import Bounds
from kb.published.labels import Term
from kb.published.wording import count
from kb.site.drawing.svg import Picture, element, link, text

HEIGHT = 560.0
MEET = 17.0
# Where no outline says what to show: the places with so many degrees around them.
MARGIN = 0.5
OVER = frozenset({"failed", "ended", "unsuccessful-bid"})
CIRCLE, TRIANGLE, SQUARE = "M0 -6a6 6 0 1 0 .01 0z", "M-6 5L0 -6L6 5z", "M-5 -5h10v10h-10z"
DIAMOND, DROP, CROSS = "M0 -7L7 0L0 7L-7 0z", "M-6 -5L0 6L6 -5z", "M-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z"
CROSSED = "M-8 -8L8 8M8 -8L-8 8"
# Beside the number of a group, with how many of it are over.
SMALL_CROSS = "M-4 -4l8 8m0 -8l-8 8"
SHAPES = (CIRCLE, TRIANGLE, SQUARE, DIAMOND, DROP, CROSS)


@dataclass(frozen=True)
class KindMark:
    """The mark of a kind as an SVG path, and what the kind is called."""

    shape: str
    label: str


def marks_of(kinds: Iterable[Term]) -> dict[str, KindMark]:
    """Give the mark of each kind, in their order; those beyond the sixth share the last."""
    return {kind.id: KindMark(SHAPES[min(number, len(SHAPES) - 1)], kind.label) for number, kind in enumerate(kinds)}


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


@dataclass(frozen=True)
class Cluster:
    """Places so near to each other that their marks would meet, and the middle of them in pixels."""

    places: tuple[Place, ...]
    at: tuple[float, float]

    @property
    def id(self) -> str:
        """Give the id of its item in the list."""
        return f"at-{self.places[0].slug}"

    @property
    def name(self) -> str:
        """Give the names of its places."""
        return ", ".join(dict.fromkeys(place.name for place in self.places))

    @property
    def radius(self) -> float:
        """Give how large its mark is."""
        return 8 + 2 * len(self.places) ** 0.5 if len(self.places) > 1 else 6

    @property
    def over(self) -> Counter[str]:
        """Count those that are over, by their state."""
        return Counter(place.status for place in self.places if place.status in OVER)

    @property
    def told(self) -> str:
        """Say what stands here: of several, how many, and how many of them are over."""
        if len(self.places) == 1:
            return self.name
        states = "".join(f", {number} {status.replace('-', ' ')}" for status, number in self.over.items())
        return f"{self.name}: {len(self.places)} entries{states}"


@dataclass(frozen=True)
class Sheet:
    """The part of the earth that a map shows, true to shape at its middle; sizes are in pixels."""

    bounds: Bounds

    @cached_property
    def scale(self) -> float:
        """Pixels of a degree of latitude."""
        return HEIGHT / (self.bounds.north - self.bounds.south)

    @cached_property
    def width(self) -> float:
        """A degree of longitude is shorter than one of latitude by the cosine of the middle."""
        middle = cos(radians((self.bounds.south + self.bounds.north) / 2))
        return (self.bounds.east - self.bounds.west) * middle * self.scale

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Give where a point of the earth stands."""
        across = (longitude - self.bounds.west) / (self.bounds.east - self.bounds.west)
        return across * self.width, (self.bounds.north - latitude) * self.scale

    def shows(self, place: Place) -> bool:
        """Tell whether a place stands on it."""
        edges = self.bounds
        return edges.south < place.latitude < edges.north and edges.west < place.longitude < edges.east


def sheet_of(outline: Outline | None, places: Iterable[Place]) -> Sheet:
    """Give the sheet of an outline; where there is none, one around the places."""
    if outline:
        return Sheet(outline.frame)
    points = [(place.latitude, place.longitude) for place in places] or [(0.0, 0.0)]
    south, north = min(at[0] for at in points), max(at[0] for at in points)
    west, east = min(at[1] for at in points), max(at[1] for at in points)
    return Sheet(Bounds(south=south - MARGIN, north=north + MARGIN, west=west - MARGIN, east=east + MARGIN))


def clusters(places: Iterable[Place], sheet: Sheet) -> tuple[Cluster, ...]:
    """Group places that meet, from north to south; those beyond the sheet are left out."""
    found: list[Cluster] = []
    for place in sorted(places, key=lambda one: (-one.latitude, one.slug)):
        if not sheet.shows(place):
            continue
        at = sheet.project(place.longitude, place.latitude)
        near = min(found, key=lambda group: _apart(group, at), default=None)
        if near is not None and _apart(near, at) < MEET:
            found[found.index(near)] = _joined(near, place, sheet)
        else:
            found.append(Cluster((place,), at))
    return tuple(found)


def _apart(group: Cluster, at: tuple[float, float]) -> float:
    return hypot(group.at[0] - at[0], group.at[1] - at[1])


def _joined(group: Cluster, place: Place, sheet: Sheet) -> Cluster:
    places = (*group.places, place)
    points = [sheet.project(one.longitude, one.latitude) for one in places]
    return Cluster(places, (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)))


def map_name(outline: Outline | None) -> str:
    """Give what the map is called."""
    return f"Map of {outline.name}" if outline else "Map of places"


def country_map(
    found: Iterable[Cluster],
    sheet: Sheet,
    outline: Outline | None,
    marks: Mapping[str, KindMark],
    link_to: Callable[[Cluster], str],
) -> Picture:
    """Draw the map; `marks` are those of the kinds of places, `link_to` gives the address behind a mark."""
    found = tuple(found)
    drawn = "".join(link(link_to(cluster), _mark(cluster, marks, found)) for cluster in found)
    number = sum(len(cluster.places) for cluster in found)
    words = f"{map_name(outline)} with {count(number, 'entry', 'entries')} at {count(len(found), 'place')}"
    return Picture(sheet.width, HEIGHT, words, _land(outline, sheet) + drawn, tuple(_key(found, marks)))


def _key(found: Iterable[Cluster], marks: Mapping[str, KindMark]) -> Iterator[tuple[str, str]]:
    """Give the marks that the map holds, each with its meaning."""
    groups = tuple(found)
    alone = [group.places[0] for group in groups if len(group.places) == 1]
    shown = {place.kind for place in alone}
    for kind, mark in marks.items():
        if kind in shown:
            yield element("path", look="accent point", d=mark.shape), mark.label
    if any(place.status in OVER for place in alone):
        cross = element("path", look="bad point", d=SQUARE) + element("path", look="reach", d=CROSSED)
        yield cross, "failed, ended or turned down"
    if len(alone) < len(groups):
        yield element("circle", look="accent", r=8) + text(0, 4, "2", "onmark mid small"), "several at one place"
    if any(group.over for group in groups if len(group.places) > 1):
        yield element("path", look="over", d=SMALL_CROSS), "so many of them failed, ended or were turned down"


def _land(outline: Outline | None, sheet: Sheet) -> str:
    if outline is None:
        return ""
    parts = ((outline.beyond, "beyond"), (outline.land, "land"))
    return "".join(element("path", look=look, d="".join(_line(ring, sheet) for ring in rings)) for rings, look in parts)


def _line(ring: Ring, sheet: Sheet) -> str:
    """Draw a ring by steps of whole pixels, which are shorter to write than places."""
    placed = [(round(x), round(y)) for x, y in (sheet.project(longitude, latitude) for longitude, latitude in ring)]
    steps = (f"{to[0] - at[0]} {to[1] - at[1]}" for at, to in pairwise(placed))
    return f"M{placed[0][0]} {placed[0][1]}l{' '.join(steps).replace(' -', '-')}z"


def _over(cluster: Cluster, found: Iterable[Cluster]) -> str:
    """Say how many of a group are over, at that corner of it which has the most room."""
    if not cluster.over:
        return ""
    away = 0.85 * cluster.radius
    corners = [(cluster.at[0] + x, cluster.at[1] + y) for x in (away, -away - 5) for y in (-away, away)]
    others = [other for other in found if other is not cluster]
    x, y = max(corners, key=lambda at: min((_apart(other, at) - other.radius for other in others), default=0.0))
    cross = element("path", look="over", d=SMALL_CROSS, transform=f"translate({x:.1f} {y:.1f})")
    return cross + text(x + 7, y + 4, str(cluster.over.total()), "ink small")


def _mark(cluster: Cluster, marks: Mapping[str, KindMark], found: Iterable[Cluster]) -> str:
    x, y = cluster.at
    title = element("title", escape(cluster.told))
    if len(cluster.places) > 1:
        disc = element("circle", look="accent", cx=x, cy=y, r=cluster.radius)
        number = text(x, y + 4, str(len(cluster.places)), "onmark mid")
        return title + disc + number + _over(cluster, found)
    place = cluster.places[0]
    look = "bad" if place.status in OVER else "accent"
    moved = f"translate({x:.1f} {y:.1f})"
    mark = element("path", look=f"{look} point", d=marks[place.kind].shape, transform=moved)
    cross = element("path", look="reach", d=CROSSED, transform=moved) if place.status in OVER else ""
    return title + mark + cross
