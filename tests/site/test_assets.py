import re
from pathlib import Path

import pytest

import kb.site.assets
from ingest.contribute.form.views import CSS as FORM
from kb.site.assets import CSS, SCRIPT, SHORT, TEXTS, lean, terse

SOURCE = Path(kb.site.assets.__file__).parent / "kb.js"


@pytest.mark.parametrize(
    ("written", "served"),
    [
        ("  const a = (b) => b === 1 ? c : d;\n\n", "const a=(b)=>b===1?c:d;"),
        ('x = "a = b, c : d";', 'x="a = b, c : d";'),
        ("x = `${a} = ${b}`;", "x=`${a} = ${b}`;"),
        ("y.replace(/\\s+/g, ' ')", "y.replace(/\\s+/g,' ')"),
        ("x = `a ${b ? ` = ${c}` : 1}`;", "x = `a ${b ? ` = ${c}` : 1}`;"),
    ],
)
def test_a_script_loses_only_what_people_need(written: str, served: str) -> None:
    assert terse(written) == served


def test_every_text_of_the_script_is_served_as_it_is_written() -> None:
    lines = [line for line in SOURCE.read_text(encoding="utf-8").splitlines() if not line.strip().startswith("//")]
    texts = [text for line in lines for text in re.findall(TEXTS, line)]
    assert len(texts) > 150
    assert [text for text in texts if text not in SCRIPT] == []


def test_a_stylesheet_loses_only_what_people_need() -> None:
    style = "/* words */\n.a > .b, .c { margin: 0.5rem -0.25em 10.5px; top: calc(1em - 0.5em); }\n"
    assert lean(style) == ".a>.b,.c{margin:.5rem -.25em 10.5px;top:calc(1em - .5em)}"


def test_every_token_that_a_stylesheet_uses_is_set_under_its_short_name() -> None:
    used, given = (set(re.findall(pattern, CSS)) for pattern in (r"var\((--[\w-]+)\)", r"[{;](--[\w-]+):"))
    assert len(used) > 30
    assert used == given
    assert set(re.findall(r"var\((--[\w-]+)\)", FORM)) <= given
    assert lean("a { color: var(--accent); }") == f"a{{color:var({SHORT['--accent']})}}"
