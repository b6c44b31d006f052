"""Writes what search reads: passages, vectors, full-text tables, the inverted index and the words for spelling."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlite_utils import Database

from ingest.embed import Embedded
from ingest.passages import Passage
from kb.search.concepts import Thesaurus, load
from kb.search.lexicon import CEILING, K1, B
from kb.search.stems import TOKENIZER, Stemmer
from kb.search.words import Word, is_number, words

# How much a word counts by where it stands. A title says what an entry is about; a gap says what it is not about.
FIELD_WEIGHTS = {"title": 2.0, "summary": 1.5, "questions": 2.0, "not_stated": 0.3, "citations": 0.5}
DECLARED = 1.0
# Terms that a contributor gave an entry, and that its impacts were rated with, are as good as words of its text.
DECLARATIONS = {
    "care_models": "select entry, care_model from entry_care_models",
    "contract_types": "select entry, contract_type from entry_contract_types",
    "organisational_forms": "select entry, organisational_form from entry_organisational_forms",
    "settings": "select entry, setting from entry_settings",
    "population_groups": "select entry, population_group from entry_population_groups",
    "status": "select slug, status from entries",
    "regions": "select slug, region from entries where region is not null",
    "outcomes": "select entry, outcome from impacts",
    "effects": "select entry, effect from impacts",
    "study_designs": "select entry, design from impacts",
}


@dataclass
class _Index:
    """What is counted while the texts are read."""

    slugs: list[str]
    lengths: Counter[int] = field(default_factory=Counter)
    terms: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    words: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    lower: Counter[str] = field(default_factory=Counter)


def write(database: Database, passages: Sequence[Passage], embedded: Embedded) -> None:
    """Write all search tables. The tables of the entries must be there; the same input gives the same rows."""
    with database.atomic():
        _write_passages(database, passages, embedded)
        _write_full_text(database)
        _write_index(database, passages)


def _write_passages(database: Database, passages: Sequence[Passage], embedded: Embedded) -> None:
    database.table("vectors").create({"hash": str, "vector": bytes}, pk="hash", not_null={"vector"})
    database.table("vectors").insert_all({"hash": key, "vector": vector} for key, vector in embedded.vectors.items())
    columns = {"id": int, "entry": str, "field": str, "position": int, "text": str, "vector": str}
    foreign = [("entry", "entries", "slug"), ("vector", "vectors", "hash")]
    table = database.table("passages").create(
        columns, pk="id", foreign_keys=foreign, not_null={"entry", "field", "text"}
    )
    table.insert_all(
        {
            "id": number,
            "entry": passage.entry,
            "field": passage.field,
            "position": passage.position,
            "text": passage.text,
            "vector": vector,
        }
        for number, (passage, vector) in enumerate(zip(passages, embedded.hashes, strict=True), start=1)
    )
    table.create_index(["entry"])


def _write_full_text(database: Database) -> None:
    """Phrases and the table pages' own search use these; the stored rank weighs the columns."""
    options = f"tokenize='{TOKENIZER}', prefix='2 3'"
    database.execute(
        f"create virtual table passages_fts using fts5(text, content='passages', content_rowid='id', {options})"
    )
    database.execute(
        f"create virtual table entries_fts using fts5(title, summary, place, content='entries', {options})"
    )
    for name, rank in (("passages_fts", "bm25(1.0)"), ("entries_fts", "bm25(10.0, 4.0, 2.0)")):
        database.execute(f"insert into {name}({name}) values ('rebuild')")  # noqa: S608 - names of our own tables
        database.execute(f"insert into {name}({name}, rank) values ('rank', ?)", [rank])  # noqa: S608


def _write_index(database: Database, passages: Sequence[Passage]) -> None:
    stemmer = Stemmer()
    thesaurus = load(database.conn, stemmer)
    index = _Index([row[0] for row in database.execute("select slug from entries order by slug")])
    numbers = {slug: number for number, slug in enumerate(index.slugs)}
    for slug, title in database.execute("select slug, title from entries order by slug").fetchall():
        _count(index, numbers[slug], title, FIELD_WEIGHTS["title"], thesaurus, stemmer)
    for passage in passages:
        weight = FIELD_WEIGHTS.get(passage.field, 1.0)
        _count(index, numbers[passage.entry], passage.text, weight, thesaurus, stemmer)
    _count_declared(database, index, numbers)
    database.table("search_terms").create(
        {"term": str, "entries": bytes, "weights": bytes}, pk="term", not_null={"entries", "weights"}
    )
    database.table("search_terms").insert_all(_term_rows(index))
    database.table("words").create({"word": str, "stem": str, "entries": int, "lower": int}, pk="word")
    database.table("words").insert_all(
        {"word": word, "stem": stemmer.stem(word), "entries": len(index.words[word]), "lower": index.lower[word]}
        for word in sorted(index.words)
    )


def _count(index: _Index, entry: int, text: str, weight: float, thesaurus: Thesaurus, stemmer: Stemmer) -> None:
    found = words(text)
    known = stemmer.stems(word.text for word in found)
    stems = [known[word.text] for word in found]
    index.lengths[entry] += round(weight * len(stems) * 10)
    for word, stem in zip(found, stems, strict=True):
        index.terms[stem][entry] += weight
        index.words[word.text].add(entry)
        index.lower[word.text] += not word.capitals
    for pair in _number_pairs(found, stems):
        index.terms[pair][entry] += weight
    for mention in thesaurus.mentions(found, stems, narrower=False, lower=False):
        index.terms[f"#{mention.concept}"][entry] += weight


def _number_pairs(found: Sequence[Word], stems: Sequence[str]) -> Iterator[str]:
    """Give each number with its neighbour: slide 12 is not any 12."""
    for at in range(len(stems) - 1):
        if is_number(found[at].text) or is_number(found[at + 1].text):
            yield f"{stems[at]} {stems[at + 1]}"


def _count_declared(database: Database, index: _Index, numbers: dict[str, int]) -> None:
    for vocabulary, query in DECLARATIONS.items():
        pairs = sorted(set(database.execute(query).fetchall()))
        for slug, term in pairs:
            index.terms[f"#{vocabulary}/{term}"][numbers[slug]] += DECLARED


def _term_rows(index: _Index) -> Iterator[dict[str, object]]:
    lengths = np.array([index.lengths[number] for number in range(len(index.slugs))], dtype=np.float64)
    norms = K1 * (1 - B + B * lengths / max(lengths.mean(), 1e-9))
    for term in sorted(index.terms):
        held = sorted(index.terms[term].items())
        entries = np.array([number for number, _ in held], dtype="<u4")
        counts = np.array([count for _, count in held], dtype=np.float64)
        weights = (counts * CEILING / (counts + norms[entries])).astype("<f4")
        yield {"term": term, "entries": entries.tobytes(), "weights": weights.tobytes()}
