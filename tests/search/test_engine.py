import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import DatabaseError
from kb.exports.gather import every_hit
from kb.search.answer import SearchAnswer
from kb.search.encoder import Vector
from kb.search.engine import Search
from kb.search.request import SearchRequest
from tests.publishing import WordEncoder


class OtherModel(WordEncoder):
    model_hash = "another"


class Deaf(WordEncoder):
    """Hears nothing: every text is as far from every passage as can be."""

    def encode(self, _text: str) -> Vector:
        return np.zeros(384, dtype=np.float32)


def slugs(answer: SearchAnswer) -> list[str]:
    return [hit.slug for hit in answer.results]


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("community nurses in general practices", "sampleton-mcp"),
        ("97,000", "sampleton-mcp"),
        ("97000 patients", "sampleton-mcp"),
        ("£20m", "sampleton-mcp"),
        ("20 million", "sampleton-mcp"),
        ("pat@example.nhs.uk", "sampleton-mcp"),
        ("Sam Desk", "sampleton-mcp"),
        ("01234567890", "sampleton-mcp"),
        ("0123 456 7890", "sampleton-mcp"),
        ("19.5 percent", "old-town"),
        ("EHCH", "bags"),
        ("ehch", "bags"),
        ("enhanced health in care homes", "bags"),
        ("multispecialty community provider", "sampleton-mcp"),
        ("collapsed", "old-town"),
        ("no effect on costs", "old-town"),
        ("resident luggage", "bags"),
    ],
)
def test_words_numbers_names_and_short_forms_find_their_entry(search: Search, q: str, first: str) -> None:
    assert slugs(search.answer(SearchRequest(q)))[0] == first


def test_a_typo_is_corrected_and_the_correction_shown(search: Search) -> None:
    answer = search.answer(SearchRequest("comunity nurrses"))
    assert slugs(answer)[0] == "sampleton-mcp"
    assert answer.interpretation.did_you_mean == "community nurses"


def test_a_correction_can_be_switched_off_and_is_then_only_suggested(search: Search) -> None:
    found = search.answer(SearchRequest("comunity nurrses", expand=False)).interpretation
    assert (found.did_you_mean, found.corrected) == ("community nurses", False)


def test_words_that_no_entry_has_are_named(search: Search) -> None:
    assert search.answer(SearchRequest("Buurtzorg nurses")).interpretation.not_found == ("Buurtzorg",)
    assert search.answer(SearchRequest("£99bn")).interpretation.not_found == ("99bn",)
    assert search.answer(SearchRequest("EHCH nurses")).interpretation.not_found == ()


def test_what_was_expanded_is_shown_and_can_be_switched_off(search: Search) -> None:
    expanded = search.answer(SearchRequest("EHCH")).interpretation.expanded
    assert [item.text for item in expanded] == ["EHCH"]
    assert "Enhanced health in care homes" in expanded[0].also
    plain = search.answer(SearchRequest("EHCH", expand=False))
    assert not plain.interpretation.expanded
    assert not plain.confident


def test_quotes_minus_and_fields_decide_what_is_a_hit(search: Search) -> None:
    assert slugs(search.answer(SearchRequest('"walk away"'))) == ["old-town"]
    assert "old-town" not in slugs(search.answer(SearchRequest("partners -telehealth")))
    assert set(slugs(search.answer(SearchRequest("-telehealth")))) == {"bags", "sampleton-mcp"}
    assert slugs(search.answer(SearchRequest("care_model:ehch"))) == ["bags"]
    assert slugs(search.answer(SearchRequest("title:bags"))) == ["bags"]
    assert search.answer(SearchRequest("lesson:bags")).total == 0


def test_without_words_every_entry_that_passes_is_there(search: Search) -> None:
    assert search.answer(SearchRequest()).total == 3
    answer = search.answer(SearchRequest(filters={"care_model": ("ehch", "mcp")}, sort="title"))
    assert slugs(answer) == ["bags", "sampleton-mcp"]
    assert answer.confident


def test_filters_come_before_ranking_in_every_mode(search: Search) -> None:
    for mode in ("hybrid", "keyword", "semantic"):
        answer = search.answer(SearchRequest("care homes", filters={"kind": ("vanguard",)}, mode=mode))
        assert set(slugs(answer)) <= {"sampleton-mcp"}


def test_totals_and_facets_count_all_hits(search: Search) -> None:
    answer = search.answer(SearchRequest(size=1))
    assert (answer.total, len(answer.results)) == (3, 1)
    assert {item["value"]: item["count"] for item in answer.facets["kind"]} == {
        "vanguard": 1,
        "case-study": 1,
        "finding": 1,
    }
    assert answer.facets["care_model"][0]["label"]


def test_pages_follow_each_other_without_gap_or_repeat(search: Search) -> None:
    found: list[str] = []
    token = None
    while True:
        answer = search.answer(SearchRequest(size=1, next=token))
        found += slugs(answer)
        token = answer.next
        if token is None:
            break
    assert sorted(found) == ["bags", "old-town", "sampleton-mcp"]


def test_filters_that_exclude_all_say_which_to_drop(search: Search) -> None:
    filters = {"care_model": ("ehch",), "status": ("failed",)}
    drops = search.answer(SearchRequest("bag", filters=filters)).interpretation.drop_filter
    assert [(drop.filters, drop.total) for drop in drops] == [(("status",), 1)]


def test_population_bounds_must_fit_one_population(search: Search) -> None:
    assert slugs(search.answer(SearchRequest(population_min=50_000))) == ["sampleton-mcp"]
    assert slugs(search.answer(SearchRequest(population_max=50_000))) == ["old-town"]
    assert not slugs(search.answer(SearchRequest(population_min=20_000, population_max=50_000)))


def test_a_hit_says_why(search: Search) -> None:
    hit = search.answer(SearchRequest("share of budget savings")).results[0]
    assert hit.slug == "old-town"
    assert hit.why.keyword_rank == 1
    assert hit.why.passage is not None
    assert hit.why.passage.field == "figures"
    assert "<mark>budget</mark> &amp; <mark>savings</mark>" in hit.why.passage.html
    assert "&lt;the&gt;" in hit.why.passage.html
    assert set(hit.why.matched_terms) >= {"budget", "savings"}


def test_the_score_of_an_entry_is_the_same_beside_others_and_alone(search: Search) -> None:
    among_all = {hit.slug: hit.score for hit in search.answer(SearchRequest("care homes bag")).results}
    alone = search.answer(SearchRequest("care homes bag", filters={"kind": ("finding",)})).results[0]
    assert alone.score == among_all["bags"]
    assert 0 <= alone.score <= 1


def test_nothing_that_answers_is_said_and_near_misses_come(search: Search) -> None:
    answer = search.answer(SearchRequest("aquarium pump repair"))
    assert (answer.confident, answer.total) == (False, 0)
    assert answer.results


def test_the_answer_has_the_promised_shape(search: Search) -> None:
    answer = search.answer(SearchRequest("bag")).as_json()
    assert list(answer) == [
        "ok", "query", "interpretation", "confident", "total", "complete", "next", "facets", "results", "data_version",
        "took_ms",
    ]  # fmt: skip
    assert set(answer["results"][0]) >= {"slug", "kind", "title", "summary", "url", "score", "why"}
    assert set(answer["results"][0]["why"]) == {
        "keyword_rank",
        "semantic_rank",
        "similarity",
        "matched_terms",
        "passage",
        "also",
    }


def test_search_while_typing_takes_the_last_word_for_a_beginning(search: Search) -> None:
    assert slugs(search.answer(SearchRequest("lugg", prefix=True)))[0] == "bags"


@settings(max_examples=150, deadline=None)
@given(q=st.text(max_size=80) | st.text(alphabet='"-:()*^{}[]~+\\/ aANDORNOT', max_size=60))
def test_no_text_is_an_error(search: Search, q: str) -> None:
    search.answer(SearchRequest(q))


@pytest.mark.parametrize("q", ["a" * 10_000, '"' * 99, "NEAR(a b)", "title:", "-", "\0", "🙂", "the of and", "* OR *"])
def test_awkward_texts_are_answered(search: Search, q: str) -> None:
    assert search.answer(SearchRequest(q)).as_json()["ok"]


@pytest.mark.parametrize("q", ["🙂", '"', "*", "—"])
def test_a_text_without_a_word_finds_nothing_and_has_no_near_misses(search: Search, q: str) -> None:
    answer = search.answer(SearchRequest(q))
    assert (answer.confident, answer.total, answer.results) == (False, 0, ())


def test_threads_get_the_answers_that_one_gets(published: Path) -> None:
    questions = ["bag", "community nurses", "contract", "care homes", "97,000"] * 4
    alone = [slugs(Search(published, WordEncoder()).answer(SearchRequest(q))) for q in questions]
    shared = Search(published, WordEncoder())
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda q: slugs(shared.answer(SearchRequest(q))), questions)) == alone


def test_words_alone_find_when_the_meaning_says_nothing(published: Path) -> None:
    assert slugs(Search(published, Deaf()).answer(SearchRequest("luggage")))[0] == "bags"


def test_an_encoder_of_another_model_is_refused(published: Path) -> None:
    with pytest.raises(DatabaseError, match="make build"):
        Search(published, OtherModel())


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="make build"):
        Search(tmp_path / "missing.db", WordEncoder())
    (tmp_path / "text.db").write_text("no database" * 100)
    with pytest.raises(DatabaseError, match="make build"):
        Search(tmp_path / "text.db", WordEncoder())
    sqlite3.connect(tmp_path / "empty.db").execute("create table other (id)").connection.close()
    with pytest.raises(DatabaseError, match="make build"):
        Search(tmp_path / "empty.db", WordEncoder())


@pytest.mark.parametrize("q", ["£20m", "20,000,000", "20 million", "20 000 000", "20\u00a0000\u202f000"])
def test_a_number_is_found_in_any_form(search: Search, q: str) -> None:
    answer = search.answer(SearchRequest(q))
    assert slugs(answer)[0] == "sampleton-mcp"
    assert answer.interpretation.not_found == ()


def test_a_number_is_not_found_in_another(search: Search) -> None:
    assert search.answer(SearchRequest("97½")).interpretation.not_found == ("97½",)
    assert search.answer(SearchRequest("21 practices")).interpretation.not_found == ("21",)


def test_a_query_in_decomposed_letters_is_read_as_one_in_composed(search: Search) -> None:
    answers = [search.answer(SearchRequest(q)) for q in ("Bagförd", "Bagfo\u0308rd", "Bagﬁrd", "Bagfird")]
    assert answers[0].interpretation == answers[1].interpretation
    assert slugs(answers[0]) == slugs(answers[1])
    assert slugs(answers[2]) == slugs(answers[3])


@pytest.mark.parametrize("q", ["bag", "community nurses", "2016", "97,000", "aquarium pump repair", "older contract"])
def test_the_hits_are_the_same_for_every_size_and_in_the_files(search: Search, q: str) -> None:
    whole = search.answer(SearchRequest(q, size=100))
    for size in (1, 2, 3, 20):
        found, token = [], None
        while True:
            page = search.answer(SearchRequest(q, size=size, next=token))
            assert (page.total, page.confident) == (whole.total, whole.confident)
            found += slugs(page)
            token = page.next
            if token is None:
                break
        assert found[: whole.total] == slugs(whole)[: whole.total]
        assert len(found) == whole.total or whole.total == 0
    _, hits = every_hit(search, SearchRequest(q))
    assert [hit.slug for hit in hits] == slugs(whole)[: whole.total]
