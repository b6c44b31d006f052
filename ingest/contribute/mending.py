"""Mends what is safe to mend in a file: signs nobody sees, and values that mean one thing and are written as another."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from pydantic.fields import FieldInfo

from ingest.contribute.layout import fields_and_data, lay_out, model_of, plain_lines
from ingest.contribute.scalars import TEXT
from ingest.read.letters import BROKEN, SET, UNSEEN, read_again
from ingest.read.load import Base
from ingest.read.number_words import in_digits, number_in_digits
from ingest.read.other_names import same_field
from kb.model.facts import Cite, Fact, fields_of, inner_model
from kb.numbers.legible import composed
from kb.numbers.written import TO_HYPHEN, plain_date
from kb.rules.naming import called

BLANKS = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t")
CURLY = re.compile(r"(?m)^(?P<before>\s*(?:- +)?(?:[\w-]+: +)?)[“„](?P<text>[^“”\"\\\n]*)[”“]\s*$")
SWITCHES = {"yes": "true", "no": "false", "true": "true", "false": "false"}
DATE_MARK, NUMBER = "d0s|Q", re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Mended:
    """A text after it was mended and laid out, and what was changed, in words."""

    text: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class _Mender:
    """Mends the values of one file; `base` has the terms, sources and entries that they name."""

    base: Base
    changes: list[str] = field(default_factory=list)

    def values(self, node: yaml.Node, model: type[Fact] | None, at: Place) -> None:
        """Mend every value below a node in place."""
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.values(item, model, (*at, index))
        if not isinstance(node, yaml.MappingNode):
            return
        fields = fields_of(model) if model else {}
        if at != ("terms",):
            self._names(node, list(fields))
        for key, value in node.value:
            info, place = fields.get(key.value), (*at, key.value)
            for number, one in _single(value):
                self._value(one, info, model, key.value, place if number is None else (*place, number))
            self.values(value, inner_model(info.annotation) if info else None, place)

    def _names(self, node: yaml.MappingNode, fields: list[str]) -> None:
        """Write the names of fields as the base does, where only capitals, blanks or hyphens differ."""
        there = {key.value for key, _ in node.value}
        for key, _ in node.value:
            meant = "" if key.value in fields else same_field(str(key.value), fields)
            if meant and meant not in there:
                self.changes.append(f"{key.start_mark.line + 1}: the field {key.value!r} is now {meant}")
                key.value = meant

    def _value(
        self, node: yaml.ScalarNode, info: FieldInfo | None, model: type[Fact] | None, name: str, at: Place
    ) -> None:
        if info is None or node.tag != TEXT:
            return
        meant, tag = self._meant(node.value, info, model, name)
        if meant and (meant != node.value or tag != node.tag):
            self.changes.append(f"{node.start_mark.line + 1}: {called(at)}: {node.value!r} is now {meant}")
            node.value, node.tag = meant, tag

    def _meant(self, text: str, info: FieldInfo, model: type[Fact] | None, name: str) -> tuple[str, str]:
        """Give what a value means, and as which kind of value it is written; nothing where that is not sure."""
        kinds, extra = str(info.annotation), info.json_schema_extra
        vocabulary = extra.get("vocabulary") if isinstance(extra, dict) else None
        if vocabulary:
            return self._term(text, str(vocabulary)), TEXT
        if DATE_MARK in kinds + str(info.metadata):
            return plain_date(text), TEXT
        if kinds.startswith(("int", "<class 'int'", "<class 'float'", "float")):
            return _number(number_in_digits(in_digits(text)))
        if "'bool'" in kinds:
            return SWITCHES.get(text.casefold(), ""), "tag:yaml.org,2002:bool"
        if model is Cite and name == "source":
            return _known(text, self.base.sources), TEXT
        if name in {"slug", "successor", "by"} and "[a-z0-9" in kinds + str(info.metadata):
            return _known(text, self.base.slugs), TEXT
        return (_address(text) if name == "email" else ""), TEXT

    def _term(self, text: str, vocabulary: str) -> str:
        """Give the id of the term that is called exactly so: by its id, label, synonym or abbreviation."""
        known = self.base.vocabularies.own_ids(vocabulary)
        if text in known:
            return ""
        found = {
            self.base.vocabularies.own_id(vocabulary, term_id)
            for term_id, term in self.base.vocabularies.terms(vocabulary).items()
            for called_so in (
                term_id,
                self.base.vocabularies.own_id(vocabulary, term_id),
                term.label,
                *term.synonyms,
                *term.abbreviations,
            )
            if _bare(called_so) == _bare(text)
        }
        return found.pop() if len(found) == 1 else ""


def mended(text: str, base: Base, name: str) -> Mended:
    """Give a text mended and in the one layout, and what was changed, each with its line.

    Raises ContentError where it is no YAML even after signs are mended.
    """
    bare, changes = _signs(plain_lines(text))
    node, _ = fields_and_data(bare, name)
    mender = _Mender(base)
    mender.values(node, model_of(bare, node), ())
    return Mended(lay_out(bare, node), (*changes, *mender.changes))


def _signs(text: str) -> tuple[str, list[str]]:
    """Replace signs that nobody sees or types: blanks of other widths, tabs, ligatures, curly quotes round a text."""
    changes = []
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        better = _line(line)
        if better != line:
            changes.append(f"{number}: signs that can't be seen or typed are replaced")
        lines.append(better)
    return "\n".join(lines), changes


def _line(line: str) -> str:
    if line.isascii() and "\t" not in line and line.isprintable():
        return line
    tabs = len(line) - len(line.lstrip("\t "))
    line = line[:tabs].replace("\t", "  ") + "".join(" " if sign in BLANKS else sign for sign in line[tabs:])
    line = BROKEN.sub(lambda match: read_again(match[0]) or match[0], line)
    line = UNSEEN.sub("", line)
    line = SET.sub(lambda match: composed(match[0]), line)
    return CURLY.sub(lambda match: f'{match["before"]}"{match["text"]}"', line)


def _single(node: yaml.Node) -> Iterator[tuple[int | None, yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield None, node
    elif isinstance(node, yaml.SequenceNode):
        yield from ((index, item) for index, item in enumerate(node.value) if isinstance(item, yaml.ScalarNode))


def _number(meant: str) -> tuple[str, str]:
    if not NUMBER.fullmatch(meant):
        return "", TEXT
    return meant, f"tag:yaml.org,2002:{'float' if '.' in meant else 'int'}"


def _known(text: str, known: object) -> str:
    """Give the id that a text is but for the signs and capitals it is written with."""
    meant = re.sub(r"[\s_]+", "-", text.strip().translate(TO_HYPHEN).casefold()).removesuffix(".yml")
    return meant if isinstance(known, dict | frozenset) and text not in known and meant in known else ""


def _address(text: str) -> str:
    found = re.fullmatch(r"(?:mailto:)?<?(?:mailto:)?([\w.+'-]+@[\w.-]+\.\w+)>?", text.strip())
    return found[1] if found else ""


def _bare(text: str) -> str:
    spelt = unicodedata.normalize("NFKC", text).translate(TO_HYPHEN).casefold()
    return " ".join(re.sub(r"[-_]", " ", spelt).replace("%", "percent").replace("per cent", "percent").split())
