"""The form's addresses: each request is bounded, and answered by the workshop."""

import asyncio
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from weakref import WeakKeyDictionary

from datasette import Request, Response
from markupsafe import Markup

from ingest.contribute.form.desk import ENTRY, FILE, JSON, MOST_FIELDS, NOT_THERE, Answer, Asked
from ingest.contribute.form.rate import Rate
from ingest.contribute.form.workshop import TooLongError, Workshop
from kb.errors import BusyError, KbError
from kb.search.related import near_text
from kb.site.area import Area
from kb.site.assets import lean, terse
from kb.site.contributing import PATH, PLUGIN
from kb.site.pages.entry import entry_context
from kb.site.searching import engine_of
from kb.site.site import Site, site_of
from kb.site.visit import Visit, error_answer

if TYPE_CHECKING:
    from datasette.app import Datasette

HERE = Path(__file__).parent
CSS = lean((HERE / "form.css").read_text(encoding="utf-8"))
SCRIPT = terse((HERE / "form.js").read_text(encoding="utf-8"))
NEVER_KEPT = {"cache-control": "no-store"}
KEPT = {"cache-control": "public, max-age=31536000, immutable"}
# Of an entry's title and summary so many characters tell what it means.
MEANT = 2_000
NEAREST = 8
_workshops: dict[tuple[str, str], Workshop] = {}
_rates: "WeakKeyDictionary[Datasette, Rate]" = WeakKeyDictionary()


async def contribute(request: Request, datasette: "Datasette") -> Response:
    """Answer with the start, the form, its messages, or what it comes to."""
    if refusal := _refusal(request, datasette):
        return await error_answer(datasette, request, *refusal)
    try:
        site = await site_of(datasette)
        answer = await _workshop(datasette, site).answer(await _asked(request, site))
    except BusyError as error:
        return await error_answer(datasette, request, 503, str(error))
    except TooLongError as error:
        return await error_answer(datasette, request, 413, str(error))
    except KbError as error:
        return await error_answer(datasette, request, 400, str(error))
    return await _answered(request, site, answer)


def _refusal(request: Request, datasette: "Datasette") -> tuple[int, str] | None:
    """Say why a request is not taken: another site sent the form, or this reader asks too often."""
    if request.method == "POST" and request.headers.get("sec-fetch-site") == "cross-site":
        return 403, "The form is sent from this site alone; open it here."
    client = (request.scope.get("client") or ("",))[0]
    if not _rates.setdefault(datasette, Rate()).take(str(client)):
        return 429, "That was a lot at once; wait a moment, and send it again."
    return None


async def _asked(request: Request, site: Site) -> Asked:
    query = tuple(parse_qsl(request.query_string, max_num_fields=200))
    path = request.path.removeprefix(str(site.datasette.setting("base_url")).rstrip("/")).rstrip("/")
    if request.method != "POST":
        return Asked(path, query, repository=site.repository)
    body = await request.post_body()
    content_type = request.headers.get("content-type", "application/x-www-form-urlencoded")
    near = () if path.endswith(".json") else await _near(site, body, content_type)
    return Asked(path, query, body, content_type, near, site.repository)


async def _near(site: Site, body: bytes, content_type: str) -> tuple[tuple[str, float], ...]:
    """Give the entries that are near in meaning to the one that is filled in."""
    if not content_type.startswith("application/x-www-form-urlencoded"):
        return ()
    try:
        posted = dict(parse_qsl(body.decode("utf-8", errors="replace"), max_num_fields=MOST_FIELDS))
    except ValueError:
        return ()
    text = " ".join(posted.get(name, "") for name in ("title", "summary")).strip()[:MEANT]
    engine = await engine_of(site) if text else None
    return tuple(await asyncio.to_thread(near_text, engine, text, NEAREST)) if engine else ()


def _workshop(datasette: "Datasette", site: Site) -> Workshop:
    """Give the workshop of a base; versions that are served one after the other share it."""
    settings: dict[str, Any] = datasette.plugin_config(PLUGIN) or {}
    key = (str(settings["entries"]), site.link("/").rstrip("/"))
    return _workshops.setdefault(key, Workshop(Path(key[0]), key[1]))


async def _answered(request: Request, site: Site, answer: Answer) -> Response:
    if answer.kind == NOT_THERE:
        return await error_answer(site.datasette, request, 404, answer.body)
    if answer.kind == JSON:
        return Response(answer.body, headers=NEVER_KEPT, content_type="application/json; charset=utf-8")
    if answer.kind == FILE:
        headers = {**NEVER_KEPT, "content-disposition": f'attachment; filename="{answer.name}"'}
        return Response(answer.body, headers=headers, content_type="application/yaml; charset=utf-8")
    return Response.html(await _page(request, site, answer), headers=NEVER_KEPT)


async def _page(request: Request, site: Site, answer: Answer) -> str:
    datasette = site.datasette
    if answer.kind == ENTRY and answer.view is not None:
        visit = Visit(request, site, Area(), ())
        context = {**entry_context(visit, answer.view), "whole": answer.whole}
        html: str = await datasette.render_template("contribute_preview.html", context, request=request)
        return html
    content = Markup(answer.body)  # noqa: S704 - escaped where it was written
    context = {
        "title": answer.title,
        "content": content,
        "form_style": site.link(f"{PATH}/form.css?{_mark(CSS)}"),
        "form_script": site.link(f"{PATH}/form.js?{_mark(SCRIPT)}"),
    }
    written: str = await datasette.render_template("contribute.html", context, request=request)
    return written


def _mark(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:10]


async def stylesheet() -> Response:
    """Answer with the form's stylesheet."""
    return Response(CSS, headers=KEPT, content_type="text/css; charset=utf-8")


async def script() -> Response:
    """Answer with the form's script."""
    return Response(SCRIPT, headers=KEPT, content_type="text/javascript; charset=utf-8")
