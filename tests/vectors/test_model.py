"""The encoder is a setting: whatever its manifest says is so, and nothing of it is fixed elsewhere."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from ingest.build import build
from ingest.vectors.embed import encode, encoder_of, key
from ingest.vectors.encoder_export import export
from ingest.vectors.model import known, named, of_base, packaged, placed
from kb.errors import BrokenEnvironmentError
from kb.published.version import open_version
from kb.search.encoder import Encoder
from kb.search.engine import Search
from kb.search.request import SearchRequest
from tests.vectors.conftest import SMALL


def changed(small: Path, folder: Path, **fields: object) -> Path:
    """Copy the small encoder with another manifest."""
    shutil.copytree(small, folder)
    manifest = yaml.safe_load((folder / "encoder.yml").read_text())
    (folder / "encoder.yml").write_text(yaml.safe_dump({**manifest, **fields}))
    return folder


def using(entries: Path, encoder: str) -> Path:
    """Let a base name an encoder."""
    base = entries / "base.yml"
    base.write_text(f"{base.read_text()}\nencoder: {encoder}\n")
    return entries


def test_a_base_that_names_no_encoder_has_the_usual_one(entries: Path) -> None:
    assert of_base(entries) == packaged() == of_base(using(entries, "all-minilm-l6-v2"))
    assert known() == ("all-minilm-l6-v2",)


def test_a_base_is_built_and_searched_with_an_encoder_of_its_own(entries: Path, small: Path, tmp_path: Path) -> None:
    (entries.parent / "mine").symlink_to(small)
    output = tmp_path / "own" / "kb.db"
    build(using(entries, "../mine"), output)
    version = open_version(output)
    with sqlite3.connect(version.database) as connection:
        assert {row[0] for row in connection.execute("select length(vector) from vectors")} == {4 * 32}
        assert connection.execute("select model from build").fetchone() == ("tests/small",)
    encoder = Encoder.open(version.encoder)
    assert encoder.encode("nurse").shape == (32,)
    assert encoder.curve.middle == 0.8
    search = Search(version.database, encoder)
    assert search.answer(SearchRequest("hospital", mode="semantic")).results


def test_prefixes_pooling_and_length_are_those_of_the_manifest(small: Path, tmp_path: Path) -> None:
    plain = named(changed(small, tmp_path / "plain", query_prefix="", passage_prefix=""))
    with_words, without = encode(["care home"], named(small))[0], encode(["passage: care home"], plain)[0]
    assert with_words == without
    export(tmp_path / "encoder", named(small))
    served = Encoder.open(tmp_path / "encoder")
    asked = np.frombuffer(encode(["query: care home"], plain)[0].vector, dtype="<f4")
    assert np.abs(served.encode("care home") - asked).max() < 1e-5
    assert np.array_equal(served.encode("care " * 400), served.encode("care " * 14))


def test_what_the_manifest_changes_has_another_hash(small: Path, tmp_path: Path) -> None:
    model = named(small)
    curve = named(changed(small, tmp_path / "curve", curve={"steepness": 9.0, "middle": 0.7}))
    assert (curve.hash, curve.weights) != (model.hash, model.weights)
    assert key("text", curve) == key("text", model)
    prefix = named(changed(small, tmp_path / "prefix", passage_prefix="text: "))
    assert key("text", prefix) != key("text", model)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"dimensions": 64}, "dimensions of tests/small is 32, its manifest says 64"),
        ({"max_tokens": 99}, "max_tokens of tests/small is 16"),
        ({"pooling": "mean"}, "pooling of tests/small is cls"),
        ({"sha256": "0" * 64}, "expected 0000"),
    ],
)
def test_a_manifest_that_the_model_denies_is_refused(
    small: Path, tmp_path: Path, fields: dict[str, object], message: str
) -> None:
    with pytest.raises(BrokenEnvironmentError, match=message):
        encoder_of(named(changed(small, tmp_path / "denied", **fields)))


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"pooling": "last"}, r"encoder\.yml: pooling"), ({"package": "no_such_package"}, "no-such-package")],
)
def test_a_manifest_that_says_nothing_sensible_is_refused(
    small: Path, tmp_path: Path, fields: dict[str, object], message: str
) -> None:
    with pytest.raises(BrokenEnvironmentError, match=message):
        named(changed(small, tmp_path / "wrong", **fields))


def test_an_encoder_that_is_not_there_is_said(entries: Path, tmp_path: Path) -> None:
    with pytest.raises(
        BrokenEnvironmentError, match=r"no encoder lies here, and none of this name is known \(all-minilm"
    ):
        of_base(using(entries, "all-minilm"))
    (tmp_path / "encoder.yml").write_text(yaml.safe_dump({**SMALL, "sha256": "0" * 64}))
    with pytest.raises(BrokenEnvironmentError, match=r"model\.safetensors of tests/small is missing"):
        named(tmp_path)


def test_a_model_from_another_machine_is_found_on_this_one() -> None:
    model = packaged()
    assert placed(replace(model, folder=Path("/elsewhere"))) == model
