"""The pages of the rules: what must hold, with a wrong and a right example; generated from the rules themselves."""

import re

from ingest.describe.reference import GENERATED
from kb.rules.catalogue import GROUPS, RULES
from kb.rules.rule import FILE, Rule

WHAT = {
    "error": "An error: the base is not built while it stands there.",
    "warning": "A warning: the base is built all the same.",
}


# What somebody needs to know of YAML to read the examples, and to write a file like them.
YAML = """## How a file is written

```yaml
# A line that begins with # is a remark; in an example it may name the file that follows.
title: Riverside community provider        # a field: its name, a colon, a space, its value
status:                                    # a field that holds fields: they stand below it, two spaces further in
  state: planned
  as_of: 2016-11
questions:                                 # a list: each item begins with - and a space
  - Does it work?
  - What does it cost?
care_models: [mcp, pacs]                   # a short list may stand on one line, between square brackets
lessons:
  - text: "Agree early: who pays?"         # a text with a colon and a space in it goes between quotation marks
    cite: {source: leaflet-2016, at: slide 3}   # fields may stand on one line too, between braces
```

Spaces count, tabs are not used. `kb fmt --fix` mends much, and the form on the site writes all of it for you.
"""
HOW = "The examples show the part of a file that matters. [How a file is written](README.md#how-a-file-is-written)"
NOTHING = re.compile(r"(?P<name>\w+): null\b")


def rule_pages() -> dict[str, str]:
    """Give the page of each rule, and the list of all, by their paths in the repository."""
    return {"docs/rules/README.md": _index(), **{rule.page: _page(rule) for rule in RULES.values()}}


def explained(rule: Rule) -> str:
    """Give a rule with its examples, as text for a terminal."""
    return "\n".join(
        [f"{rule.id} ({rule.severity})", rule.words, "", "Wrong:", _shown(rule.wrong), "Right:", _shown(rule.right)]
    )


def _shown(example: str) -> str:
    return "".join(f"    {line}\n" for line in _readable(example))


def _readable(example: str) -> list[str]:
    """Give the lines of an example; a field that is left out is told in a remark, as files have no null."""
    return [_without_null(line) for line in example.rstrip("\n").split("\n")]


def _without_null(line: str) -> str:
    names = [match["name"] for match in NOTHING.finditer(line)]
    if not names:
        return line
    rest = NOTHING.sub("", re.sub(r"\w+: null, |, \w+: null\b", "", line)).replace("- {}", "-").rstrip()
    remark = f"# no {' and no '.join(names)}"
    return f"{rest}  {remark}" if rest.strip() else f"{line[: len(line) - len(line.lstrip())]}{remark}"


def _page(rule: Rule) -> str:
    lines = [
        GENERATED.replace("kb/", "kb/rules/catalogue/"),
        f"# {rule.id}",
        "",
        rule.words,
        "",
        WHAT[rule.severity],
        "",
    ]
    for heading, example in (("Wrong", rule.wrong), ("Right", rule.right)):
        shown = ["```yaml", *_readable(example), "```"] if rule.shown else [example.strip()]
        lines += [f"## {heading}", "", *shown, ""]
    return "\n".join([*lines, *([HOW, ""] if rule.shown else []), "[All rules](README.md)", ""])


def _index() -> str:
    lines = [GENERATED.replace("kb/", "kb/rules/catalogue/"), "# Rules", ""]
    lines += [
        f"What `kb check` holds files to: {len(RULES)} rules. `kb check --explain RULE` prints one. The examples are parts of",
        f"a file; they stand in `{FILE}` where no other name is given, and a test tries each of them.",
        "",
        YAML,
    ]
    for heading, rules in GROUPS.items():
        lines += [f"## {heading}", "", "| rule | what must hold |", "|---|---|"]
        lines += [f"| [{rule.id}]({rule.id}.md) | {rule.words.replace('|', chr(92) + '|')} |" for rule in rules]
        lines.append("")
    return "\n".join(lines)
