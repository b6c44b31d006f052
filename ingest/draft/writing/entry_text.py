"""The YAML of a draft: what was found of one unit, with its places, and what a person must still say."""

from collections.abc import Iterable, Iterator, Sequence

from ingest.draft.finding.facts import Fact, FactKind, Sureness
from ingest.draft.finding.profile import Profile
from ingest.draft.finding.schemes import Scheme
from ingest.draft.writing.recognition import Comparison
from ingest.draft.writing.yaml_text import flow, item

HEAD = "# yaml-language-server: $schema=../../kb/model/schema/entry.schema.json"
ADVICE = """# Draft from {name}. Above each fact stands how sure it is, its place and the words that the passage begins with.
# Decide on each: keep it, correct it or delete it. Guesses are comments. Then write what is asked for in capitals."""
ASKED = """# SUMMARY: at most 80 words of plain English.
# QUESTIONS: three to twenty, in the words of those who ask.
# REVIEW: when you held it against the source, and your name."""
MOST_PLACES = 4
ABROAD = "outside-england"


def entry_text(scheme: Scheme, profile: Profile, facts: Sequence[Fact], source: str, name: str, published: str) -> str:
    """Give the text of a new entry's draft."""
    lines = [HEAD, ADVICE.format(name=name), f"kind: {scheme.kind}", f"title: {flow(scheme.name)}", ASKED]
    lines += [f"{field}: {flow(profile.terms[field])}" for field in _PROFILED if profile.terms[field]]
    lines.append(f"status: {flow({'state': profile.state, 'as_of': published})}" if published else _NO_DATE)
    lines += _place(profile)
    if profile.organisations:
        lines.append("organisations:")
        lines += [f"  - {flow({'name': name, 'role': role})}" for name, role in profile.organisations]
    lines += fact_lines(facts, source, profile.terms["contract_types"])
    return "\n".join(lines) + "\n"


def _place(profile: Profile) -> Iterator[str]:
    if profile.place and profile.region and profile.region != ABROAD:
        yield f"place: {flow({'name': profile.place, 'region': profile.region, 'country': 'england'})}"
    elif profile.place:
        yield f"# PLACE: {profile.place} is named; its region and country are for you to say."


_PROFILED = ("care_models", "organisational_forms", "settings", "population_groups")
_NO_DATE = "# STATUS: state and as_of; the document does not say when it was published."


def change_text(slug: str, comparison: Comparison, source: str, name: str) -> str:
    """Give what a document adds to an entry that is there, and where the two disagree."""
    lines = [f"# What {name} adds to {slug}: copy what you decide to keep into its file."]
    lines.append(f"# {comparison.held} facts of the document are in the base already and left out.")
    for fact, held in comparison.disagreeing:
        told = flow(dict(fact.fields))
        lines.append(
            f"# COMPARE: {slug} holds {held.number} {held.unit} for {held.outcome}; here ({_where(fact)}): {told}"
        )
    return "\n".join([*lines, *fact_lines(comparison.new, source, [])]) + "\n"


def fact_lines(facts: Iterable[Fact], source: str, contract_types: list[str]) -> Iterator[str]:
    """Give the lists of an entry, in its order; a list of guesses only is a comment as a whole."""
    by_kind: dict[FactKind, list[Fact]] = {kind: [] for kind in _ORDER}
    for fact in facts:
        by_kind[fact.kind].append(fact)
    for kind in _ORDER:
        if kind == FactKind.CONTRACT_VALUE:
            yield from _contract(by_kind[kind], source, contract_types)
        elif by_kind[kind]:
            yield from _list(kind.value, by_kind[kind], source, "")


_ORDER = (
    FactKind.POPULATION,
    FactKind.CONTRACT_VALUE,
    FactKind.CONTACT,
    FactKind.IMPACT,
    FactKind.MILESTONE,
    FactKind.FIGURE,
    FactKind.LESSON,
)


def _contract(values: list[Fact], source: str, types: list[str]) -> Iterator[str]:
    if values or types:
        yield "contract:"
        if types:
            yield f"  types: {flow(types)}"
        if values:
            yield from _list("values", values, source, "  ")


def _list(name: str, facts: list[Fact], source: str, indent: str) -> Iterator[str]:
    guessed = all(fact.sureness == Sureness.GUESS for fact in facts)
    yield f"{indent}# {name}:" if guessed else f"{indent}{name}:"
    for fact in sorted(facts, key=lambda fact: fact.sureness == Sureness.GUESS):
        yield f'{indent}  # {fact.sureness} ({fact.score:.2f}) {_where(fact)}: "{_pointer(fact)} …"'
        if fact.kind == FactKind.LESSON:
            continue
        lines = item(dict(fact.fields) | {"cite": _cite(fact, source)}, f"{indent}  ")
        marked = (f"{indent}  # {line.removeprefix(f'{indent}  ')}" for line in lines)
        yield from marked if fact.sureness == Sureness.GUESS else lines


def _where(fact: Fact) -> str:
    return ", ".join(dict.fromkeys(spot.at for spot in fact.spots[:MOST_PLACES]))


def _pointer(fact: Fact) -> str:
    return fact.spots[0].words.replace('"', "'")


def _cite(fact: Fact, source: str) -> dict[str, str]:
    """Several places of one source are one citation, each place after a semicolon."""
    return {"source": source, "at": "; ".join(dict.fromkeys(spot.at for spot in fact.spots[:MOST_PLACES]))}
