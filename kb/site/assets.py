"""The stylesheet as browsers get it: without comments and spare spaces, under an address that changes with it."""

import hashlib
import re
from pathlib import Path

from datasette import Response

SOURCE = Path(__file__).parent / "kb.css"
PATH = "/-/kb.css"


def lean(style: str) -> str:
    """Take out what only people need. No text in our stylesheet holds two spaces, a brace or a semicolon."""
    bare = " ".join(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL).split())
    return re.sub(r" ?([{};,]) ?", r"\1", bare).replace(": ", ":").replace(";}", "}")


CSS = lean(SOURCE.read_text(encoding="utf-8"))
STYLE = hashlib.sha256(CSS.encode()).hexdigest()[:10]


async def stylesheet() -> Response:
    """Answer with the stylesheet."""
    return Response(CSS, content_type="text/css; charset=utf-8")
