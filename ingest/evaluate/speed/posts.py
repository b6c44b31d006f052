"""What can be posted where an operator has opened it, each at its longest: the tools at /mcp, and the form at /contribute."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from kb.library.tools import MOST_HITS, MOST_REVIEWED
from kb.site import mcp
from kb.site.contributing import PATH
from kb.synthesis.comparison import MOST

# What a server is told to open both.
OPTIONS, SETTINGS = ("--contribute",), {mcp.SETTING: "1"}
QUESTION = "did care home support reduce emergency admissions of older people"
# As many texts as a form may hold of one kind, long ones.
TEXTS, LONGEST = 300, 2_000
AS_JSON, AS_FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Post:
    """What is posted: where to, its body, its type, and what to call it."""

    path: str
    body: bytes
    content_type: str
    name: str


def posts(database: Path) -> tuple[Post, ...]:
    """Give what can be posted to a server of the database that has been opened for it."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        query = "select entry from impacts group by entry order by count(*) desc, entry limit ?"
        slugs = [str(slug) for (slug,) in connection.execute(query, [MOST_REVIEWED])]
    return (*_calls(slugs), *_forms())


def _calls(slugs: list[str]) -> Iterator[Post]:
    asked: tuple[tuple[str, dict[str, object]], ...] = (
        ("search", {"question": QUESTION, "size": MOST_HITS}),
        ("entry", {"slug": slugs[0]}),
        ("compare", {"slugs": slugs[:MOST]}),
        ("evidence_map", {}),
        ("review", {"slugs": slugs, "size": MOST_REVIEWED}),
    )
    for name, arguments in asked:
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
        yield Post(mcp.PATH, json.dumps(call).encode(), AS_JSON, f"POST {mcp.PATH} {name}")


def _forms() -> Iterator[Post]:
    text = "More people were cared for at home. " * (LONGEST // 36)
    fields = [("title", text[:200]), ("summary", text), *((f"lessons.{n}.text", text) for n in range(TEXTS))]
    for ending in ("/entry", "/check.json"):
        yield Post(f"{PATH}{ending}", urlencode(fields).encode(), AS_FORM, f"POST {PATH}{ending}")
