import re
from pathlib import Path

import pytest

import kb.site.assets
from kb.site.assets import SCRIPT, TEXTS, lean, terse

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
