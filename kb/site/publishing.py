"""What exports need of a visit: who publishes where, and the answers that download or feed a reader."""

from datasette import Response

from kb.exports.publication import Publication
from kb.site.visit import CACHE, Visit


def publication_of(visit: Visit) -> Publication:
    """Say who publishes: the site as this reader reached it, and its data."""
    site = visit.site
    root = site.datasette.absolute_url(visit.request, site.link("/"))
    return Publication(site.base, root.rstrip("/"), site.build.data_version, site.build.built_at)


def text(body: str, content_type: str) -> Response:
    """Answer with a text that others may fetch from their own pages."""
    return _answer(body, f"{content_type}; charset=utf-8", {})


def download(body: str | bytes, content_type: str, name: str) -> Response:
    """Answer with a file to keep."""
    kind = content_type if isinstance(body, bytes) else f"{content_type}; charset=utf-8"
    return _answer(body, kind, {"content-disposition": f'attachment; filename="{name}"'})


def _answer(body: str | bytes, content_type: str, more: dict[str, str]) -> Response:
    headers = {"access-control-allow-origin": "*", **CACHE, **more}
    return Response(body, headers=headers, content_type=content_type)
