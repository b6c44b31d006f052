"""The stylesheet and the script as browsers get them: bare, under addresses that change with them."""

import hashlib
import re
from pathlib import Path
from string import ascii_lowercase

from datasette import Response

HERE = Path(__file__).parent
# Texts and regular expressions (ours hold no space) in a script, and signs that need no space beside them.
TEXTS = r"""("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|/(?:[^/\\ ]|\\.)+/[gi]*)"""
SPACED = r" ?([={}();:?,&|<>]+) ?"
SOURCE = HERE / "kb.css"
PROPERTY = r"(?<![\w-])--[a-z][a-z0-9-]*"
PATH, SCRIPT_PATH = "/-/kb.css", "/-/kb.js"


def _short(style: str) -> dict[str, str]:
    """Give each token of a stylesheet a short name, the same in every stylesheet that uses it."""
    named = sorted(set(re.findall(f"({PROPERTY}):", style)))
    return {
        name: f"--{ascii_lowercase[number // 26]}{ascii_lowercase[number % 26]}" for number, name in enumerate(named)
    }


SHORT = _short(SOURCE.read_text(encoding="utf-8"))


def lean(style: str) -> str:
    """Take out what only people need. No text in our stylesheet holds two spaces, a brace, a semicolon or a number."""
    bare = " ".join(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL).split())
    bare = re.sub(r" ?([{};,>]) ?", r"\1", bare).replace(": ", ":").replace(";}", "}")
    bare = re.sub(r"(?<![\w.])0\.(?=\d)", ".", bare)
    bare = re.sub(r"(var\([\w-]+\)) (?=var)| ?(~) ?", r"\1\2", bare)
    return re.sub(PROPERTY, lambda found: SHORT.get(found[0], found[0]), bare)


def terse(script: str) -> str:
    """Take indentation, lines of comment and needless spaces out of a script; what it does stays the same."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(_squeezed(line) for line in lines if line and not line.startswith("//"))


def _squeezed(line: str) -> str:
    """Take the spaces around signs out of a line but for its texts; one with a template within a template stays."""
    if line.count("`") > 2:
        return line
    parts = re.split(TEXTS, line)
    return "".join(part if number % 2 else re.sub(SPACED, r"\1", part) for number, part in enumerate(parts))


def _mark(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:10]


CSS = lean(SOURCE.read_text(encoding="utf-8"))
SCRIPT = terse((HERE / "kb.js").read_text(encoding="utf-8"))
STYLE, SCRIPT_MARK = _mark(CSS), _mark(SCRIPT)
# What browsers may keep for good, by path and question part.
KEPT = {PATH: STYLE, SCRIPT_PATH: SCRIPT_MARK}


async def stylesheet() -> Response:
    """Answer with the stylesheet."""
    return Response(CSS, content_type="text/css; charset=utf-8")


async def script() -> Response:
    """Answer with the script."""
    return Response(SCRIPT, content_type="text/javascript; charset=utf-8")
