"""Measures drafts against the base's own entries, for sources whose texts lie in a folder."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ingest.draft.drafting import read_known
from ingest.draft.finding.facts import CHECK, Fact, FactKind
from ingest.draft.finding.finder import Finder, Findings
from ingest.draft.finding.profile import profile
from ingest.draft.finding.unit_words import PEOPLE
from ingest.draft.writing.recognition import Recognition, folded, names
from ingest.progress import stage
from ingest.read.load import Base
from ingest.verify.lines import Span
from ingest.verify.matching import Searched
from ingest.verify.parts import parts
from ingest.verify.texts import SourceText, texts
from ingest.verify.wording import pattern
from kb.model.citations import citations
from kb.model.facts import cites

AMOUNTS = (FactKind.IMPACT, FactKind.FIGURE, FactKind.POPULATION, FactKind.CONTRACT_VALUE)
# Reading joins lines and drops spaces; a place may be off by so many characters.
NEAR = 80
# One source in so many, by its id, is for measuring only: rules are written without looking at its text or its misses.
HELD_OUT = 4
ROWS = (
    ("figures", "cited figures proposed with the right value, unit and place"),
    ("proposed", "proposed figures that an entry cites or the source lists as unused"),
    ("impacts", "outcome and direction right, of proposed impacts whose figure an impact cites"),
    ("basis", "basis right, of the same"),
    ("told", "outcome and direction right, of results proposed without a number"),
    ("schemes", "entries with a named scheme found"),
    ("named", "named schemes proposed with a figure that the base has an entry of"),
)


@dataclass(frozen=True)
class Cited:
    """A number that an entry cites from a source."""

    number: Decimal
    unit: str
    at: str
    fact: dict[str, Any]
    is_impact: bool
    role: str


@dataclass(frozen=True)
class Measured:
    """How often drafts were right, by document and by row of the report: right and all."""

    documents: dict[str, Counter[str]]

    def as_json(self) -> dict[str, Any]:
        """Give the shares, all together and by document."""
        shares = {"all": _shares(self.total), "held_out": _shares(self.held_out)}
        return shares | {"documents": {name: _shares(c) for name, c in self.documents.items()}}

    @property
    def total(self) -> Counter[str]:
        """The counts of all documents together."""
        return sum(self.documents.values(), Counter())

    @property
    def held_out(self) -> Counter[str]:
        """The counts of those documents together that are for measuring only."""
        return sum((counts for name, counts in self.documents.items() if is_held_out(name)), Counter())

    def __str__(self) -> str:
        """Give a line a measure, of all documents and of those held out, and a line a document."""
        lines = [f"drafts: {len(self.documents)} documents, {sum(map(is_held_out, self.documents))} of them held out"]
        for key, label in ROWS:
            cells = (f"{_share(counts, key):>6}  {_of(counts, key):>9}" for counts in (self.total, self.held_out))
            lines.append(f"{'  '.join(cells)}  {label}")
        lines.append(f"{'document':<36}" + "".join(f"{key:>18}" for key, _ in ROWS))
        for name, counts in self.documents.items():
            cells = (f"{_share(counts, key)} {_of(counts, key)}" for key, _ in ROWS)
            lines.append(f"{name[:35]:<36}" + "".join(f"{cell:>18}" for cell in cells))
        return "\n".join(lines)


def is_held_out(source: str) -> bool:
    """Tell whether a source is for measuring only."""
    return hashlib.sha256(source.encode()).digest()[0] % HELD_OUT == 0


def _shares(counts: Counter[str]) -> dict[str, Any]:
    return {key: {"right": counts[f"{key} right"], "all": counts[key], "share": _share(counts, key)} for key, _ in ROWS}


def _share(counts: Counter[str], key: str) -> str:
    return f"{counts[f'{key} right'] / counts[key]:.3f}" if counts[key] else "-"


def _of(counts: Counter[str], key: str) -> str:
    return f"{counts[f'{key} right']}/{counts[key]}"


def measure(base: Base, folder: Path, finder: Finder) -> Measured:
    """Draft from each source that the folder has a text of, and hold the drafts against the base's entries."""
    found = texts(folder, sorted(base.sources))
    counts: dict[str, Counter[str]] = {}
    with stage("draft", len(found)) as advance:
        for source, text in sorted(found.items()):
            counts[source] = _document(base, finder, text)
            advance(1)
    return Measured(counts)


def _document(base: Base, finder: Finder, text: SourceText) -> Counter[str]:
    source = base.sources[text.source]
    findings = finder.find(read_known(text.path, source))
    cited = list(_cited(base, text))
    proposed = [fact for fact in findings.all_facts if fact.kind in AMOUNTS and fact.numbers and fact.score >= CHECK]
    searched = _searched(base, text)
    counts: Counter[str] = Counter()
    counts.update(_figures(cited, proposed, searched, source.parts == "extract"))
    counts.update(_proposed(base, cited, proposed, searched))
    counts.update(_impacts(cited, proposed))
    counts.update(_told(base, findings, text.source))
    counts.update(_schemes(base, findings, text.source))
    counts.update(_named(base, findings))
    return counts


def _searched(base: Base, text: SourceText) -> Searched:
    source = base.sources[text.source]
    cited = {cite.at for entry in base.entries.values() for _, cite in citations(entry) if cite.source == text.source}
    cited |= {row.at for row in source.unused_figures if row.at}
    return Searched(text, parts(text.text, source.parts, cited))


def _cited(base: Base, text: SourceText) -> Iterator[Cited]:
    """Give each number that entries cite from a source, once for each unit and place.

    A fact that several sources tell counts where this one prints it.
    """
    printed = {number for figure in text.figures for number in figure.numbers}
    seen: set[tuple[Decimal, str, str]] = set()
    for entry in base.entries.values():
        data = entry.model_dump(by_alias=True, exclude_none=True)
        lists = [*((name, fact) for name in ("impacts", "figures", "population") for fact in data.get(name, ()))]
        lists += [("contract", fact) for fact in data.get("contract", {}).get("values", ())]
        for name, fact in lists:
            places = fact["cite"] if isinstance(fact["cite"], list) else [fact["cite"]]
            for at in (place["at"] for place in places if place["source"] == text.source):
                for role, number in _numbers(fact):
                    unit = _unit(name, fact)
                    told = len(places) == 1 or number in printed
                    if told and (number, unit, at) not in seen:
                        seen.add((number, unit, at))
                        yield Cited(number, unit, at, fact, name == "impacts", role)


def _numbers(fact: dict[str, Any]) -> Iterator[tuple[str, Decimal]]:
    for role in ("value", "value_to", "from", "to", "size", "size_max", "amount"):
        if isinstance(fact.get(role), int | float):
            yield role, abs(Decimal(str(fact[role])))
    for nested, roles in (("comparator", ("value",)), ("interval", ("low", "high"))):
        for role in roles:
            if isinstance(fact.get(nested, {}).get(role), int | float):
                yield nested, abs(Decimal(str(fact[nested][role])))


def _unit(name: str, fact: dict[str, Any]) -> str:
    return "people" if name == "population" else str(fact.get("unit") or fact.get("currency") or "")


def _same_unit(cited: Cited, fact: Fact) -> bool:
    """The people of a population are any people; money of a contract has a currency only; a ratio needs no unit."""
    if cited.role in {"size", "size_max"}:
        return fact.unit in PEOPLE or fact.unit == "carers"
    if cited.role == "amount":
        return fact.unit[:3] == cited.unit
    if cited.fact.get("measure") == "ratio":
        return fact.unit in {cited.unit, "", "times"}
    return fact.unit == cited.unit or (len(cited.unit) == 3 and fact.unit == f"{cited.unit}-a-year")


def _figures(cited: list[Cited], proposed: list[Fact], searched: Searched, whole: bool) -> Iterator[str]:
    for item in cited:
        spans = () if whole else searched.parts.spans(item.at)
        yield "figures"
        fitting = (fact for fact in proposed if _holds(fact, item.number) and _same_unit(item, fact))
        if any(_stands_in(fact, spans) for fact in fitting):
            yield "figures right"


def _holds(fact: Fact, number: Decimal) -> bool:
    return number in map(Decimal, fact.numbers)


def _stands_in(fact: Fact, spans: tuple[Span, ...]) -> bool:
    return not spans or any(low - NEAR <= spot.start < high + NEAR for low, high in spans for spot in fact.spots)


def _proposed(base: Base, cited: list[Cited], proposed: list[Fact], searched: Searched) -> Iterator[str]:
    numbers = {item.number for item in cited}
    explained: list[Span] = []
    for row in base.sources[searched.text.source].unused_figures:
        for piece in filter(str.strip, row.printed.replace(" · ", ";").split(";")):
            explained += [span for span, _ in searched.text.find(pattern(piece.strip()))]
    for fact in proposed:
        yield "proposed"
        listed = any(low - 3 <= spot.start < high + NEAR // 4 for low, high in explained for spot in fact.spots)
        if Decimal(fact.numbers[0]) in numbers or listed:
            yield "proposed right"


def _impacts(cited: list[Cited], proposed: list[Fact]) -> Iterator[str]:
    by_number: dict[Decimal, list[Cited]] = {}
    for item in cited:
        if item.is_impact and item.role not in {"interval", "comparator"}:
            by_number.setdefault(item.number, []).append(item)
    for fact in proposed:
        told = by_number.get(Decimal(fact.numbers[0]), [])
        if fact.kind == FactKind.IMPACT and told:
            said = (fact.fields.get("outcome"), fact.fields.get("direction"))
            yield from ("impacts", "basis")
            if any(said == (item.fact["outcome"], item.fact["direction"]) for item in told):
                yield "impacts right"
            if any(fact.fields.get("basis") == item.fact["basis"] for item in told):
                yield "basis right"


def _told(base: Base, findings: Findings, source: str) -> Iterator[str]:
    cited = {
        (impact.outcome, impact.direction)
        for entry in base.entries.values()
        for impact in entry.impacts
        if any(cite.source == source for cite in cites(impact.cite))
    }
    for fact in findings.all_facts:
        if fact.kind == FactKind.IMPACT and not fact.numbers:
            yield "told"
            if (fact.fields["outcome"], fact.fields["direction"]) in cited:
                yield "told right"


def _schemes(base: Base, findings: Findings, source: str) -> Iterator[str]:
    """An entry's scheme is found if a unit of the document is called by its name, or is drafted for its place."""
    recognition = Recognition(base)
    units = [folded(name) for scheme in findings.schemes for name in scheme.names]
    place = profile(findings.passages, base.vocabularies).place.casefold()
    for entry in base.entries.values():
        cites_it = any(cite.source == source for at, cite in citations(entry) if at and at[0] != "vanguard")
        if entry.kind != "finding" and cites_it:
            yield "schemes"
            named = any(recognition.is_called(unit, name) for unit in units for name in names(entry))
            placed = bool(place and entry.place and place in entry.place.name.casefold())
            if named or placed:
                yield "schemes right"


def _named(base: Base, findings: Findings) -> Iterator[str]:
    """A named unit that something is proposed of is right if the base has an entry that is called so."""
    recognition = Recognition(base)
    for scheme, facts in zip(findings.schemes, findings.facts, strict=True):
        if scheme.mentioned and any(fact.score >= CHECK for fact in facts):
            yield "named"
            called = map(folded, scheme.names)
            if any(recognition.is_called(unit, name) for unit in called for name in recognition.names):
                yield "named right"
