import pytest

from kb.site.markup import as_html
from tests.samples import REPOSITORY


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# A title", '<h1 id="a-title">A title</h1>'),
        ("One\ntwo.", "<p>One two.</p>"),
        ("- **a**: b\n- c\n  goes on", "<ul><li><strong>a</strong>: b</li><li>c goes on</li></ul>"),
        ("`x < y` & *z*", "<p><code>x &lt; y</code> &amp; <em>z</em></p>"),
        ("[map](/map)", '<p><a href="/map">map</a></p>'),
        ("[bad](javascript:alert(1))", "<p>[bad](javascript:alert(1))</p>"),
        ("<script>", "<p>&lt;script&gt;</p>"),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |",
            '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
            "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert as_html(text) == html


def test_the_method_leaves_no_marks_behind() -> None:
    html = as_html((REPOSITORY / "docs" / "method.md").read_text(encoding="utf-8"))
    assert "**" not in html
    assert "<p>-" not in html
    assert "<p>|" not in html
    assert html.count("<h2") == html.count("</h2>") > 10
