"""Writes what search reads: passages, vectors, full-text tables, the inverted index and the words for spelling."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from sqlite_utils import Database

from ingest.store.question_answers import answers
from ingest.vectors.embed import Embedded
from ingest.vectors.passages import Passage
from kb.model.rating import NOT_MEASURED
from kb.search.asking import HOLDS
from kb.search.concepts import MOVEMENTS, OUTCOME_RESULTS, Mention, Thesaurus, load
from kb.search.failures import RESULTS, STATES
from kb.search.places import BEFORE_A_PLACE, PLACES, REGIONS
from kb.search.stems import TOKENIZER, Stemmer
from kb.search.words import Word, is_number, words

# How much a word counts by where it stands. A title says what an entry is about; a gap says what it is not about.
FIELD_WEIGHTS = {"title": 2.0, "summary": 1.5, "not_stated": 0.3, "citations": 0.5}
# A status is one of few and sums an entry up; an outcome that is only hoped for says less than one with a result.
STATUS, HOPED = 3.0, 0.5
OF_IMPACT = f"max(case when basis in ({', '.join(map(repr, NOT_MEASURED))}) then {HOPED} else 1.0 end)"
# An entry is about the places that these name; the summary begins with the title.
PLACED = {"place": 3.0, "summary": 1.5}
# Terms that a contributor gave an entry, and that its impacts were rated with, are as good as words of its text.
DECLARATIONS = {
    "care_models": ("entry_care_models", "entry", "care_model", "1.0"),
    "contract_types": ("entry_contract_types", "entry", "contract_type", "1.0"),
    "organisational_forms": ("entry_organisational_forms", "entry", "organisational_form", "1.0"),
    "settings": ("entry_settings", "entry", "setting", "1.0"),
    "population_groups": ("entry_population_groups", "entry", "population_group", "1.0"),
    "status": ("entries", "slug", "status", str(STATUS)),
    "regions": ("entries", "slug", "region", "1.0"),
    "countries": ("entries", "slug", "country", "1.0"),
    "outcomes": ("impacts", "entry", "outcome", OF_IMPACT),
    "effects": ("impacts", "entry", "effect", "1.0"),
    "study_designs": ("impacts", "entry", "design", "1.0"),
    STATES: ("entries", "slug", "status", str(STATUS)),
    RESULTS: ("impacts", "entry", "effect", "1.0"),
    HOLDS: ("contacts", "entry", "'contacts'", "1.0"),
    MOVEMENTS: ("impacts", "entry", "outcome || ' ' || direction", OF_IMPACT),
    OUTCOME_RESULTS: ("impacts", "entry", "outcome || ' ' || effect", OF_IMPACT),
}
PASSAGE_COLUMNS = {
    "id": int, "entry": str, "field": str, "position": int, "text": str, "vector": str,
    "effect": str, "hoped": int, "answer": int,
}  # fmt: skip
# More than a file of the largest size allowed can hold.
MOST_PASSAGES = 100_000
_TELEPHONE = re.compile(r"(?<![\d.,])0\d+(?: \d+)+")


@dataclass
class Counted:
    """What an entry's texts hold: its length, the weight of each term, and how often each word is in small letters."""

    length: int = 0
    terms: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    words: Counter[str] = field(default_factory=Counter)


def write(database: Database, passages: Sequence[Passage], embedded: Embedded) -> None:
    """Write all search tables. The tables of the entries must be there; the same input gives the same rows."""
    with database.atomic():
        _write_passages(database, passages, embedded)
        _write_full_text(database)
        _write_index(database, passages)


def _write_passages(database: Database, passages: Sequence[Passage], embedded: Embedded) -> None:
    database.table("vectors").create({"hash": str, "vector": bytes}, pk="hash", not_null={"vector"})
    database.table("vectors").insert_all({"hash": key, "vector": vector} for key, vector in embedded.vectors.items())
    foreign = [("entry", "entries", "slug"), ("vector", "vectors", "hash")]
    table = database.table("passages").create(
        PASSAGE_COLUMNS, pk="id", foreign_keys=foreign, not_null={"entry", "field", "text"}
    )
    numbers, stemmer = _numbers(database), Stemmer()
    pairs = zip(passages, embedded.hashes, strict=True)
    for slug, own in groupby(pairs, key=lambda pair: pair[0].entry):
        table.insert_all(passage_rows(numbers[slug], list(own), embedded.vectors, stemmer))
    table.create_index(["entry"])


def passage_rows(
    number: int, own: Sequence[tuple[Passage, str | None]], vectors: Mapping[str, bytes], stemmer: Stemmer
) -> list[dict[str, object]]:
    """Give the rows of one entry's passages, each with the hash of its vector."""
    found = [passage for passage, _ in own]
    leads_to = answers(found, [vectors[hash_] if hash_ else None for _, hash_ in own], stemmer)
    return [
        {
            "id": passage_id(number, passage),
            "entry": passage.entry,
            "field": passage.field,
            "position": passage.position,
            "text": passage.text,
            "vector": hash_,
            "effect": passage.effect,
            "hoped": int(passage.hoped),
            "answer": passage_id(number, found[leads_to[at]]) if at in leads_to else None,
        }
        for at, (passage, hash_) in enumerate(own)
    ]


def _write_full_text(database: Database) -> None:
    """Phrases and the table pages' own search use these; the stored rank weighs the columns."""
    # Datasette and sqlite-utils find the index of a table by its name between double quotes.
    options = f"tokenize='{TOKENIZER}', prefix='2 3'"
    database.execute(
        f"""create virtual table passages_fts using fts5(text, content="passages", content_rowid='id', {options})"""
    )
    database.execute(
        f"""create virtual table entries_fts using fts5(title, summary, place, content="entries", {options})"""
    )
    for name, rank in (("passages_fts", "bm25(1.0)"), ("entries_fts", "bm25(10.0, 4.0, 2.0)")):
        database.execute(f"insert into {name}({name}) values ('rebuild')")  # noqa: S608 - names of our own tables
        database.execute(f"insert into {name}({name}, rank) values ('rank', ?)", [rank])  # noqa: S608


def _numbers(database: Database) -> dict[str, int]:
    """Give the number of each entry in the order of their slugs."""
    rows = database.execute("select slug from entries order by slug").fetchall()
    return {slug: number for number, (slug,) in enumerate(rows)}


def passage_id(entry: int, passage: Passage) -> int:
    """Give an id that changes only when entries come or go, so that one changed entry leaves all others as they are."""
    return entry * MOST_PASSAGES + passage.position + 1


def _write_index(database: Database, passages: Sequence[Passage]) -> None:
    stemmer = Stemmer()
    thesaurus = load(database.conn, stemmer)
    titles = dict(database.execute("select slug, title from entries").fetchall())
    terms: dict[str, _Postings] = defaultdict(_Postings)
    spelled: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    lengths: list[dict[str, object]] = []
    declared = declarations(database)
    own = {slug: list(group) for slug, group in groupby(passages, key=lambda passage: passage.entry)}
    for slug, number in _numbers(database).items():
        found = counted(titles[slug], own.get(slug, ()), declared.get(slug, {}), thesaurus, stemmer)
        lengths.append({"entry": slug, "length": found.length})
        for term, weight in found.terms.items():
            terms[term].add(number, weight)
        for word, lower in found.words.items():
            spelled[word][0] += 1
            spelled[word][1] += lower
    _write_terms(database, terms, lengths)
    database.table("words").create({"word": str, "stem": str, "entries": int, "lower": int}, pk="word")
    database.table("words").insert_all(
        {"word": word, "stem": stemmer.stem(word), "entries": entries, "lower": lower}
        for word, (entries, lower) in sorted(spelled.items())
    )


class _Postings:
    """The entries that hold a term, and its weights: compact, as there are millions."""

    def __init__(self) -> None:
        self.entries, self.weights = array("I"), array("f")

    def add(self, entry: int, weight: float) -> None:
        self.entries.append(entry)
        self.weights.append(weight)


def _write_terms(database: Database, terms: dict[str, _Postings], lengths: list[dict[str, object]]) -> None:
    table = database.table("search_lengths")
    table.create(
        {"entry": str, "length": int}, pk="entry", foreign_keys=[("entry", "entries", "slug")], not_null={"length"}
    )
    table.insert_all(lengths)
    database.table("search_terms").create(
        {"term": str, "entries": bytes, "weights": bytes}, pk="term", not_null={"entries", "weights"}
    )
    database.table("search_terms").insert_all(
        {
            "term": term,
            "entries": np.array(held.entries, dtype="<u4").tobytes(),
            "weights": np.array(held.weights, dtype="<f4").tobytes(),
        }
        for term, held in sorted(terms.items())
    )


def counted(
    title: str, passages: Iterable[Passage], declared: Mapping[str, float], thesaurus: Thesaurus, stemmer: Stemmer
) -> Counted:
    """Count an entry by itself: nothing here depends on other entries."""
    found = Counted()
    _count(found, title, FIELD_WEIGHTS["title"], thesaurus, stemmer)
    for passage in passages:
        _count(found, passage.text, FIELD_WEIGHTS.get(passage.field, 1.0), thesaurus, stemmer)
        if passage.field in PLACED:
            _place(found, passage, declared, thesaurus, stemmer)
    for concept, worth in declared.items():
        found.terms[f"#{concept}"] += worth
    return found


def _place(index: Counted, passage: Passage, declared: Iterable[str], thesaurus: Thesaurus, stemmer: Stemmer) -> None:
    """Count the places that an entry is about, and those that they lie in: places by which other entries are told apart."""
    # The place of an entry ends with its region and its country, which it declares as well.
    text = passage.text.rsplit(", ", 2)[0] if passage.field == "place" else passage.text
    found = words(text)
    stems = [stemmer.stem(word.text) for word in found]
    regions = [concept.removeprefix(f"{REGIONS}/") for concept in declared if concept.startswith(f"{REGIONS}/")]
    named: dict[int, list[str]] = defaultdict(list)
    for mention in thesaurus.mentions(found, stems, narrower=False, lower=False):
        if mention.form.exact and _is_named(mention, text, found, thesaurus, passage.field):
            named[mention.first].append(mention.concept.removeprefix(f"{PLACES}/"))
    for places in named.values():
        for place in thesaurus.gazetteer.meant(places, regions):
            for each in (place, *thesaurus.gazetteer.around(place)):
                index.terms[f"#{PLACES}/{each}"] += PLACED[passage.field]


def _is_named(mention: Mention, text: str, found: Sequence[Word], thesaurus: Thesaurus, field_: str) -> bool:
    """Tell whether a name in a text is that of a place; one that is also a word must follow a word like in."""
    if not text[found[mention.first].start].isupper():
        return False
    if mention.form.text not in thesaurus.gazetteer.ambiguous or field_ == "place":
        return True
    return mention.first > 0 and found[mention.first - 1].text in BEFORE_A_PLACE


def _count(index: Counted, text: str, weight: float, thesaurus: Thesaurus, stemmer: Stemmer) -> None:
    found = words(text)
    known = stemmer.stems(word.text for word in found)
    stems = [known[word.text] for word in found]
    index.length += round(weight * len(stems) * 10)
    for word, stem in zip(found, stems, strict=True):
        index.terms[stem] += weight
        index.words[word.text] += not word.capitals
    for pair in _number_pairs(found, stems):
        index.terms[pair] += weight
    for name in _names_in_addresses(found):
        index.terms[stemmer.stem(name)] += weight
        index.words[name] += 1
    for number in _telephone_numbers(text):
        index.terms[number] += weight
    for mention in thesaurus.mentions(found, stems, narrower=False, lower=False):
        if not mention.form.exact and thesaurus.fits(mention, text, found):
            index.terms[f"#{mention.concept}"] += weight


def _number_pairs(found: Sequence[Word], stems: Sequence[str]) -> Iterator[str]:
    """Give each number with its neighbour: slide 12 is not any 12."""
    for at in range(len(stems) - 1):
        if is_number(found[at].text) or is_number(found[at + 1].text):
            yield f"{stems[at]} {stems[at + 1]}"


def _names_in_addresses(found: Sequence[Word]) -> Iterator[str]:
    """Give the names in e-mail addresses: some people stand nowhere else."""
    for word in found:
        if "@" in word.text:
            yield from (part for part in re.split(r"[^a-z]+", word.text.split("@")[0]) if len(part) > 1)


def _telephone_numbers(text: str) -> Iterator[str]:
    """Give each telephone number that is printed in groups as one number, as a query without spaces would be read."""
    yield from (match[0].replace(" ", "").lstrip("0") for match in _TELEPHONE.finditer(text))


def declarations(database: Database, slug: str | None = None) -> dict[str, dict[str, float]]:
    """Give the concepts that each entry declares, with what each says of it; of one entry only where it is named."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for vocabulary, (table, entry, term, weight) in DECLARATIONS.items():
        where = f"{term} is not null" + ("" if slug is None else f" and {entry} = :slug")
        query = f"select {entry}, {term}, {weight} from {table} where {where} group by 1, 2"  # noqa: S608 - our own names
        for owner, value, worth in sorted(database.execute(query, {"slug": slug} if slug else {}).fetchall()):
            found[owner][f"{vocabulary}/{value}"] = worth
    return found
