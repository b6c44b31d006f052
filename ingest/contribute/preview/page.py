"""The page of an entry as it would be, in a file that any browser opens: no build, no server."""

import asyncio
import html
import tempfile
from pathlib import Path

from datasette import Request

from ingest.contribute.preview.small import write
from ingest.read.load import Base
from kb.errors import ContentError
from kb.site.area import Area
from kb.site.assets import CSS, SCRIPT_PATH
from kb.site.instance import empty, serve_there
from kb.site.pages.entry import entry_context, read_view
from kb.site.site import DATABASE, forget, site_of
from kb.site.visit import Visit


def pages(slugs: list[str], base: Base, folder: Path) -> list[Path]:
    """Write the pages of entries into a folder, and give their paths.

    Raises ContentError for a slug that no entry has, or whose file can't be read.
    """
    for slug in slugs:
        if slug not in base.entries:
            advice = (
                "`kb check` says what is wrong with its file" if slug in base.slugs else "name the file without .yml"
            )
            raise ContentError(f"there is no entry {slug!r} that can be shown; {advice}")
    with tempfile.TemporaryDirectory() as made:
        database = Path(made) / "preview.db"
        write(slugs, base, database)
        written = asyncio.run(_rendered(slugs, database, base.about.site))
    folder.mkdir(parents=True, exist_ok=True)
    for slug, page in written.items():
        (folder / f"{slug}.html").write_text(page, encoding="utf-8")
    return [folder / f"{slug}.html" for slug in written]


async def _rendered(slugs: list[str], database: Path, address: str | None) -> dict[str, str]:
    datasette = empty()
    # Started before it serves anything: a page alone needs no search.
    await datasette.invoke_startup()
    serve_there(datasette, database)
    site = await site_of(datasette)
    found = {}
    for slug in slugs:
        view = await site.read(read_view, slug, site.base)
        if view is not None:
            visit = Visit(Request.fake(f"/entries/{slug}"), site, Area(), ())
            page = await datasette.render_template("entry.html", entry_context(visit, view))
            found[slug] = _alone(page, address)
    forget(datasette)
    datasette.get_database(DATABASE).close()
    datasette.executor.shutdown()
    return found


def _alone(page: str, address: str | None) -> str:
    """Put the stylesheet into the page, take the script out, and let links lead to the public site."""
    lines = [line for line in page.splitlines() if SCRIPT_PATH not in line and 'rel="stylesheet"' not in line]
    base = f'<base href="{html.escape(address.rstrip("/"))}/">\n' if address else ""
    return "\n".join(lines).replace("</head>", f"{base}<style>{CSS}</style>\n</head>", 1)
