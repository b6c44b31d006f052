import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.vectors.embed import embed, encode, key
from ingest.vectors.encoder_export import export, is_current
from ingest.vectors.model import packaged
from ingest.vectors.passages import Passage
from kb.errors import BrokenEnvironmentError
from kb.search.encoder import Encoder

TEXTS = [
    "EHCH",
    "did telehealth reduce hospital admissions?",
    "A provider of community care. " * 60,
    "£20m — naïve café 🙂",
    "x",
]


def test_vectors_are_hardly_other_than_those_of_the_build(encoder_folder: Path) -> None:
    """Served are weights of 8 bits."""
    encoder = Encoder.open(encoder_folder)
    for text, built in zip(TEXTS, encode(TEXTS, packaged()), strict=True):
        assert encoder.encode(text) @ np.frombuffer(built.vector, dtype="<f4") > 0.98, text
    assert (encoder_folder / "model.onnx").stat().st_size < 30_000_000


def test_a_vector_has_unit_length_and_is_remembered(encoder_folder: Path) -> None:
    encoder = Encoder.open(encoder_folder)
    first = encoder.encode("care homes")
    assert np.linalg.norm(first) == pytest.approx(1, abs=1e-5)
    assert encoder.encode("care homes") is first
    assert encoder.encode("").shape == (384,)
    assert encoder.encode("word " * 20_000).shape == (384,)


def test_it_knows_english_words(encoder_folder: Path) -> None:
    encoder = Encoder.open(encoder_folder)
    assert encoder.knows("hospital")
    assert not encoder.knows("hospitle")


def test_an_export_that_is_there_is_left(encoder_folder: Path) -> None:
    before = (encoder_folder / "model.onnx").stat().st_mtime_ns
    assert not export(encoder_folder, packaged())
    assert (encoder_folder / "model.onnx").stat().st_mtime_ns == before


def test_an_export_that_is_damaged_is_noticed(encoder_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "encoder"
    folder.mkdir()
    for name in ("tokenizer.json", "manifest.json"):
        shutil.copy(encoder_folder / name, folder / name)
    assert not is_current(folder, packaged())
    with pytest.raises(BrokenEnvironmentError, match=r"model\.onnx"):
        Encoder.open(folder)
    (folder / "manifest.json").write_text(json.dumps({"format": 1}))
    assert not is_current(folder, packaged())


def test_a_missing_export_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BrokenEnvironmentError, match="make build"):
        Encoder.open(tmp_path)


def test_the_server_side_loads_neither_torch_nor_spacy(encoder_folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kb.search.encoder import Encoder; import kb.search.engine, kb.search.related;"
        f"Encoder.open(Path({str(encoder_folder)!r})).encode('care');"
        "sys.exit(any(name in sys.modules for name in ('torch', 'spacy', 'transformers', 'sentence_transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_passage_is_embedded_once_and_some_never(tmp_path: Path) -> None:
    passages = [
        Passage("a", "summary", 0, "One text."),
        Passage("b", "summary", 0, "One text."),
        Passage("b", "citations", 1, "leaflet, slide 3"),
    ]
    told: list[tuple[int, int]] = []
    found = embed(passages, packaged(), tmp_path / "none.db", lambda done, of: told.append((done, of)))
    assert (found.computed, found.reused, len(found.vectors)) == (1, 0, 1)
    assert found.hashes == (key("One text.", packaged()), key("One text.", packaged()), None)
    assert told == [(1, 1)]


@pytest.mark.parametrize("name", ["tokenizer.json", "model.onnx"])
def test_a_damaged_file_is_said_in_words(encoder_folder: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(encoder_folder, folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:1000])
    with pytest.raises(BrokenEnvironmentError, match="the query encoder is damaged"):
        Encoder.open(folder)


def test_a_place_where_no_encoder_can_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file, not a folder")
    with pytest.raises(BrokenEnvironmentError, match="can't be written"):
        export(tmp_path / "build" / "encoder", packaged())


def test_tokens_come_from_the_run_that_gives_the_vector_and_are_hardly_other_than_those_of_the_build(
    encoder_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder, model = Encoder.open(encoder_folder), packaged()
    assert model.projection is not None
    (built,) = encode([TEXTS[1]], model)
    runs: list[str] = []
    run = encoder._run

    def counted(text: str) -> object:
        runs.append(text)
        return run(text)

    monkeypatch.setattr(encoder, "_run", counted)
    encoder.encode(TEXTS[1])
    tokens = encoder.tokens(TEXTS[1])
    assert runs == [TEXTS[1]]
    # The build keeps what the model puts around a text as well.
    rows = np.frombuffer(built.tokens, dtype=np.int8).reshape(-1, model.projection.dimensions)[1:-1] / 127
    assert tokens.shape == rows.shape
    assert (tokens * rows).sum(axis=1).min() > 0.9
    assert encoder.tokens("").shape == (0, model.projection.dimensions)
