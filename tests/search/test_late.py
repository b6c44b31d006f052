"""Late interaction: MaxSim as it is computed by hand, over the first few entries, and a base without token vectors."""

import math
from pathlib import Path

import numpy as np
import pytest

from ingest.store.token_files import Contents, write_file
from kb.errors import DatabaseError
from kb.model.encoder import Curve, LateInteraction
from kb.search import score
from kb.search.engine import Search
from kb.search.late import TokenVectors, rounded
from kb.search.meaning import Floats
from kb.search.query import PARAGRAPH
from kb.search.request import SearchRequest
from kb.search.score import Scale
from kb.search.token_file import TokenFile, path_of
from tests.publishing import TokenEncoder, WordEncoder, publish
from tests.samples import entry, write_base
from tests.search.conftest import FAILED, HOMES

OVER, UP = (1.0, 0.0), (0.0, 1.0)
QUESTIONS = ("what goes along to the ward", "why did the partners stop", "community provider")


def written(path: Path, *entries: list[Floats]) -> TokenVectors:
    """Write a file of token vectors: of each entry its passages, of each passage its tokens."""
    found = [passage for entry in entries for passage in entry]
    starts = np.cumsum([0, *(len(entry) for entry in entries)])
    counts = np.array([len(passage) for passage in found])
    hashes = [f"{number:064x}" for number in range(len(found))]
    tokens = (rounded(passage).tobytes() for passage in found)
    write_file(path, Contents({"content_hash": "x"}, starts, hashes, counts, found[0].shape[1], tokens))
    return TokenVectors(TokenFile.read(path))


def directions(*rows: tuple[float, float]) -> Floats:
    return np.array(rows, dtype=np.float32)


def test_maxsim_is_the_mean_over_the_querys_tokens_of_the_most_alike_in_the_best_passage(tmp_path: Path) -> None:
    """Tokens that lie in two passages do not add up: (1 + 0) / 2 in either, against (0.6 + 0.8) / 2 in the other entry."""
    apart = [directions(OVER), directions(UP)]
    together = [directions(OVER, UP)]
    between = [directions((0.6, 0.8))]
    tokens = written(tmp_path / "tokens", apart, [], between, together)
    found = tokens.maxsim(np.array([0, 1, 2, 3]), directions(OVER, UP))
    assert np.isnan(found[1])
    assert found[[0, 2, 3]] == pytest.approx([0.5, 0.7, 1.0], abs=0.005)
    assert tokens.maxsim(np.array([3, 0]), directions(UP)) == pytest.approx([1.0, 1.0], abs=0.005)
    assert np.isnan(tokens.maxsim(np.array([0, 3]), np.zeros((0, 2), dtype=np.float32))).all()


def test_rounded_to_int8_it_is_hardly_another(tmp_path: Path) -> None:
    random = np.random.default_rng(7)
    drawn = [unit(random.standard_normal((length, 64))) for length in random.integers(1, 60, 80)]
    query = unit(random.standard_normal((9, 64)))
    tokens = written(tmp_path / "tokens", *([passage] for passage in drawn))
    exact = [(query @ passage.T).max(axis=1).mean() for passage in drawn]
    found = tokens.maxsim(np.arange(80), query)
    assert np.abs(found - exact).max() < 0.01
    assert np.argmax(found) == np.argmax(exact)


def unit(vectors: np.ndarray) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("late")
    entries = write_base(folder / "entries", sampleton_mcp=entry(), old_town=FAILED, bags=HOMES)
    return publish(entries, folder / "kb.db", TokenEncoder())


@pytest.mark.parametrize("mode", ["semantic", "hybrid"])
def test_it_takes_the_place_of_half_the_meaning_half(compared: Path, mode: str) -> None:
    """An encoder whose MaxSim is worth much or little moves the measure by half of that, as the half counts in the mode."""

    class Worth(TokenEncoder):
        late_interaction = LateInteraction(projection="0" * 64, curve=Curve(steepness=18.0, middle=0.31))

    def measure(encoder: WordEncoder) -> float:
        hit = Search(compared, encoder).answer(SearchRequest("bags for the ward", mode=mode)).results[0]
        curve = score.CURVES[mode]
        return math.log(hit.score / (1 - hit.score)) / curve.steepness

    share = score.LATE * (1.0 if mode == "semantic" else score.MEANING)
    assert measure(Worth()) - measure(TokenEncoder()) == pytest.approx(share * 0.1, abs=0.002)


def test_the_scale_tells_all_likenesses_alike() -> None:
    scale = Scale.by(Curve(steepness=9.0, middle=0.8))
    assert scale(np.array([0.8], dtype=np.float32)) == pytest.approx(score.LIKENESS.middle)


@pytest.mark.parametrize("q", QUESTIONS)
def test_what_is_a_hit_does_not_depend_on_it_and_nothing_is_an_answer_by_it_alone(compared: Path, q: str) -> None:
    late, plain = (Search(compared, encoder).answer(SearchRequest(q)) for encoder in (TokenEncoder(), WordEncoder()))
    assert late.total == plain.total
    assert plain.confident or not late.confident
    assert {hit.slug for hit in late.results} == {hit.slug for hit in plain.results}


@pytest.mark.parametrize("q", QUESTIONS)
def test_a_base_without_token_vectors_is_searched_without(tmp_path: Path, q: str) -> None:
    entries = write_base(tmp_path / "entries", sampleton_mcp=entry(), old_town=FAILED, bags=HOMES)
    plain = publish(entries, tmp_path / "kb.db")
    assert not path_of(plain).exists()
    found, wanted = (
        Search(plain, encoder).answer(SearchRequest(q)).results for encoder in (TokenEncoder(), WordEncoder())
    )
    assert found == wanted


def test_a_paragraph_is_compared_as_a_whole_and_not_token_by_token(compared: Path) -> None:
    def scores(q: str, encoder: WordEncoder) -> list[float]:
        return [hit.score for hit in Search(compared, encoder).answer(SearchRequest(q, mode="semantic")).results]

    asked = "what goes along to the ward"
    assert scores(asked, TokenEncoder()) != scores(asked, WordEncoder())
    paragraph = " ".join([asked] * 6)
    assert len(paragraph.split()) > PARAGRAPH
    assert scores(paragraph, TokenEncoder()) == scores(paragraph, WordEncoder())


def test_a_score_is_the_same_whatever_is_filtered(compared: Path) -> None:
    search = Search(compared, TokenEncoder())
    scores = {hit.slug: hit.score for hit in search.answer(SearchRequest("a bag for the ward of old town")).results}
    filtered = search.answer(SearchRequest("a bag for the ward of old town", filters={"kind": ("finding",)})).results
    assert filtered
    assert all(hit.score == scores[hit.slug] for hit in filtered)


def test_token_vectors_that_are_not_whole_or_another_databases_are_refused(tmp_path: Path) -> None:
    entries = write_base(tmp_path / "entries", bags=HOMES)
    database = publish(entries, tmp_path / "kb.db", TokenEncoder())
    content = path_of(database).read_bytes()
    for damaged, message in ((content[:-1], "not whole"), (b"{" * 100, "damaged")):
        path_of(database).write_bytes(damaged)
        with pytest.raises(DatabaseError, match=message):
            Search(database, TokenEncoder())
    written(path_of(database), [directions(OVER)])
    with pytest.raises(DatabaseError, match="not those of"):
        Search(database, TokenEncoder())
