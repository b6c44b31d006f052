"""The pages of the rules: what must hold, with a wrong and a right example; generated from the rules themselves."""

from ingest.describe.reference import GENERATED
from kb.rules.catalogue import GROUPS, RULES
from kb.rules.rule import FILE, Rule

WHAT = {
    "error": "An error: the base is not built while it stands there.",
    "warning": "A warning: the base is built all the same.",
}


def rule_pages() -> dict[str, str]:
    """Give the page of each rule, and the list of all, by their paths in the repository."""
    return {"docs/rules/README.md": _index(), **{rule.page: _page(rule) for rule in RULES.values()}}


def explained(rule: Rule) -> str:
    """Give a rule with its examples, as text for a terminal."""
    return "\n".join(
        [f"{rule.id} ({rule.severity})", rule.words, "", "Wrong:", _shown(rule.wrong), "Right:", _shown(rule.right)]
    )


def _shown(example: str) -> str:
    return "".join(f"    {line}\n" for line in example.splitlines())


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
        shown = ["```yaml", *example.rstrip("\n").split("\n"), "```"] if rule.shown else [example.strip()]
        lines += [f"## {heading}", "", *shown, ""]
    return "\n".join([*lines, "[All rules](README.md)", ""])


def _index() -> str:
    lines = [GENERATED.replace("kb/", "kb/rules/catalogue/"), "# Rules", ""]
    lines += [
        f"What `kb check` holds files to: {len(RULES)} rules. `kb check --explain RULE` prints one. The examples are parts of",
        f"a file; they stand in `{FILE}` where no other name is given, and a test tries each of them.",
        "",
    ]
    for heading, rules in GROUPS.items():
        lines += [f"## {heading}", "", "| rule | what must hold |", "|---|---|"]
        lines += [f"| [{rule.id}]({rule.id}.md) | {rule.words.replace('|', chr(92) + '|')} |" for rule in rules]
        lines.append("")
    return "\n".join(lines)
