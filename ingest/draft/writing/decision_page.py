"""A page for the person who decides: the text on one side, the facts on the other, each linked to its passage."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ingest.draft.finding.facts import Fact, FactKind
from ingest.draft.finding.finder import Findings
from ingest.draft.finding.passages import Passage
from ingest.draft.reading.document import BlockKind

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}
header{padding:1rem 1.5rem;border-bottom:1px solid #888}
main{display:grid;grid-template-columns:1fr 1fr}
section{padding:0 1.5rem;height:calc(100vh - 6rem);overflow:auto}
section+section{border-left:1px solid #888}
:target{background:#fff3bf;outline:2px solid #7a5c00}
li{margin:.5rem 0}.at{color:#555;font-size:.85rem}
.sure{border-left:4px solid #0a6b2d;padding-left:.5rem}.check{border-left:4px solid #8a5a00;padding-left:.5rem}
.guess{border-left:4px solid #777;padding-left:.5rem}
@media(max-width:60rem){main{display:block}section{height:auto}}
"""


def decision_page(findings: Findings) -> str:
    """Give the page as HTML that needs nothing else."""
    name = escape(findings.document.about.title or findings.document.name)
    text = "\n".join(_text(findings.passages))
    facts = "\n".join(_units(findings))
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Draft: {name}</title><style>{_STYLE}</style></head><body>
<header><h1>{name}</h1>
<p>Each fact leads to the passage that says so. Sure, check and guess say how sure the draft is.</p></header>
<main><section aria-label="Text">{text}</section><section aria-label="Facts">{facts}</section></main></body></html>
"""


def _text(passages: Sequence[Passage]) -> Iterator[str]:
    last = ""
    seen: set[int] = set()
    for passage in passages:
        if passage.at != last:
            last = passage.at
            yield f'<p class="at">{escape(passage.at)}</p>'
        tag = "h3" if passage.block.kind == BlockKind.HEADING else "p"
        anchor = "" if passage.number in seen else f' id="b{passage.number}"'
        seen.add(passage.number)
        yield f"<{tag}{anchor}>{escape(passage.text)}</{tag}>"


def _units(findings: Findings) -> Iterator[str]:
    for scheme, facts in zip(findings.schemes, findings.facts, strict=True):
        if facts:
            yield f"<h2>{escape(scheme.name)} <small>{scheme.kind}</small></h2>"
            yield from _lists(facts)


def _lists(facts: Iterable[Fact]) -> Iterator[str]:
    by_kind: dict[FactKind, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(fact.kind, []).append(fact)
    for kind, found in by_kind.items():
        yield f"<h3>{kind.value.replace('.', ': ').capitalize()}</h3><ul>"
        yield from map(_fact, sorted(found, key=lambda fact: -fact.score))
        yield "</ul>"


def _fact(fact: Fact) -> str:
    told = "; ".join(f"{name} {value}" for name, value in fact.fields.items()) or "a lesson to write in your own words"
    places = ", ".join(f'<a href="#b{spot.block}">{escape(spot.at)}</a>' for spot in fact.spots)
    return f'<li class="{fact.sureness}"><strong>{fact.sureness}</strong> {escape(told)} <span class="at">{places}</span></li>'
