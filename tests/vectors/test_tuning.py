"""Tuning: what is learnt from, what is kept of it, and that a base is built with it where it is there."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from ingest.contribute.beginning import example
from ingest.read.copying import copy_frame
from ingest.read.load import Base, load
from ingest.vectors import difference
from ingest.vectors.embed import Encoded, encode
from ingest.vectors.embed import load as load_model
from ingest.vectors.encoder_export import export
from ingest.vectors.model import DIFFERENCE, Difference, Model, named, of_base, published
from ingest.vectors.tuning import measuring, tuning
from ingest.vectors.tuning.lessons import Lessons, lessons
from ingest.vectors.tuning.measuring import Likeness, curve
from ingest.vectors.tuning.training import batches
from ingest.vectors.tuning.tuning import tune
from kb.errors import BrokenEnvironmentError, ContentError
from kb.model.encoder import COMMON, PROJECTION, Tuned
from kb.search.encoder import Encoder
from tests.samples import REPOSITORY

FEW = 60
EXAMPLE = example()


@pytest.fixture(scope="module")
def few(real_base: Base) -> Base:
    """Some of the real entries: enough for a few batches."""
    return replace(real_base, entries=dict(sorted(real_base.entries.items())[:FEW]))


@pytest.fixture(scope="module")
def model(small: Path) -> Model:
    return named(small)


def encoded(model: Model, found: Lessons) -> list[Encoded]:
    return encode([passage.embedded or "" for passage in found.passages], model)


@pytest.fixture(scope="module")
def tuned(few: Base, small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base whose encoder has been tuned, whatever came of it: such small weights have nothing to learn with."""
    root = tmp_path_factory.mktemp("tuned") / "entries"
    copy_frame(REPOSITORY / "entries", root, without=frozenset({"encoder"}))
    (root.parent / "mine").symlink_to(small)
    (root / "base.yml").write_text((root / "base.yml").read_text() + "\nencoder: ../mine\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measuring.Gain, "of", lambda *_: measuring.Gain(0.1, 0.0, 0.2))
        tune(lessons(few, EXAMPLE), few.about, published(root), root / "encoder", encoded)
    return root


def test_held_out_entries_teach_nothing(real_base: Base) -> None:
    found = lessons(real_base, EXAMPLE)
    held = set(found.held_out)
    learnt = {pair.entry for batch in batches(found) for pair in batch}
    assert len(real_base.entries) / 20 < len(held) < len(real_base.entries) / 5
    assert not held & learnt
    assert len(learnt) > 0.8 * len(real_base.entries)


def test_a_question_is_learnt_with_a_passage_of_its_own_entry_that_is_no_question(few: Base) -> None:
    found = lessons(few, EXAMPLE)
    first, second = found.epochs(2)
    assert [first, second] == found.epochs(2)
    assert first != second
    for pair in first:
        assert pair.question in few.entries[pair.entry].questions
        assert pair.passage in found.answers[pair.entry]
        assert not any(pair.passage.endswith(question) for question in few.entries[pair.entry].questions)


def test_a_batch_has_passages_of_like_length_and_epochs_come_one_after_the_other(real_base: Base) -> None:
    found = lessons(real_base, EXAMPLE)
    learnt = batches(found)
    assert learnt == batches(found)
    spreads = [max(lengths) - min(lengths) for batch in learnt if (lengths := [len(pair.passage) for pair in batch])]
    epoch = found.epochs(1)[0]
    drawn = [
        max(lengths) - min(lengths)
        for at in range(0, len(epoch) - 32, 32)
        if (lengths := [len(p.passage) for p in epoch[at : at + 32]])
    ]
    assert np.median(spreads) < np.median(drawn) / 10
    first = {pair.question for batch in learnt[: len(learnt) // 2] for pair in batch}
    assert len(first) > 0.98 * len(epoch)


def test_links_count_both_ways(real_base: Base) -> None:
    found = lessons(real_base, EXAMPLE)
    slug, other = next((slug, entry.related[0].slug) for slug, entry in real_base.entries.items() if entry.related)
    assert {slug, other} <= found.linked[slug] & found.linked[other]


def test_what_is_kept_is_the_nearest_of_its_rank(model: Model) -> None:
    import torch

    module: Any = load_model(model)[0].auto_model
    name = "encoder.layer.0.intermediate.dense.weight"
    before = {name: dict(module.named_parameters())[name].detach().clone()}
    change = torch.outer(torch.arange(64.0) / 640, torch.ones(32))
    content = difference.of(before, {name: before[name] + change}, rank=2)
    learnt = Tuned(published=model.encoder.sha256, sha256="0" * 64, rank=2, curve=COMMON)
    difference.apply(replace(model, difference=Difference(learnt, content)), module)
    assert torch.allclose(dict(module.named_parameters())[name], before[name] + change, atol=1e-3)
    assert difference.of(before, before, rank=2) == difference.of({}, {}, rank=2)


def test_a_base_uses_what_was_learnt_where_it_is_there(tuned: Path, model: Model, tmp_path: Path) -> None:
    found = of_base(tuned)
    assert found.difference is not None
    assert found.weights != model.weights
    assert found.served.curve == found.difference.tuned.curve
    assert found.projection
    assert found.served.late_interaction == found.difference.tuned.late_interaction
    assert found.projection.matrix.shape == (32, 32)
    text = "care home nurse"
    learnt, plain = (np.frombuffer(encode([text], each)[0].vector, dtype="<f4") for each in (found, model))
    assert np.linalg.norm(learnt) == pytest.approx(1, abs=1e-5)
    assert np.abs(learnt - plain).max() > 1e-5
    export(tmp_path / "encoder", replace(found, encoder=found.encoder.model_copy(update={"query_prefix": "passage: "})))
    assert Encoder.open(tmp_path / "encoder").encode(text) @ learnt == pytest.approx(1, abs=1e-4)


def test_what_was_written_is_content_that_is_checked(tuned: Path) -> None:
    assert {path.name for path in (tuned / "encoder").iterdir()} == {"tuned.yml", DIFFERENCE, PROJECTION, "card.md"}
    assert not [problem for problem in load(tuned).problems if "encoder" in problem.path]
    manifest = tuned / "encoder" / "tuned.yml"
    fields = yaml.safe_load(manifest.read_text())
    assert fields["sha256"] in (tuned / "encoder" / "card.md").read_text()
    kept = manifest.read_text()
    try:
        manifest.write_text(kept.replace("rank: 16", "rank: many"))
        assert [problem for problem in load(tuned).problems if problem.path == str(manifest)]
    finally:
        manifest.write_text(kept)


def test_nothing_is_kept_that_makes_held_out_entries_worse(
    few: Base, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    likeness = iter([measured([1, 1]), measured([1, 2])])
    monkeypatch.setattr(tuning, "likeness", lambda *_: next(likeness))
    monkeypatch.setattr(tuning, "train", lambda *_: difference.of({}, {}, 2))
    with pytest.raises(ContentError, match=r"worse than before \(mean reciprocal rank 1\.000, now 0\.750\)"):
        tune(lessons(few, EXAMPLE), few.about, model, tmp_path / "encoder", encoded)
    assert not list(tmp_path.iterdir())


def test_a_base_of_few_questions_is_not_tuned(few: Base, model: Model, tmp_path: Path) -> None:
    one = replace(few, entries=dict(list(few.entries.items())[:3]))
    with pytest.raises(ContentError, match="write more questions"):
        tune(lessons(one, EXAMPLE), one.about, model, tmp_path / "encoder", encoded)


def test_what_does_not_go_with_the_weights_is_refused(tuned: Path) -> None:
    path = tuned / "encoder" / DIFFERENCE
    content = path.read_bytes()
    try:
        path.write_bytes(content[:-1])
        with pytest.raises(BrokenEnvironmentError, match="is not the file that its manifest names"):
            of_base(tuned)
    finally:
        path.write_bytes(content)
    base = (tuned / "base.yml").read_text()
    try:
        (tuned / "base.yml").write_text(base.replace("encoder: ../mine", "encoder: all-minilm-l6-v2"))
        with pytest.raises(BrokenEnvironmentError, match="learnt from other weights"):
            of_base(tuned)
    finally:
        (tuned / "base.yml").write_text(base)


def measured(ranks: list[int], nearest: float = 0.3) -> Likeness:
    return Likeness(np.array(ranks), np.array([nearest - 0.1, nearest + 0.1]))


def test_a_question_that_the_base_answers_scores_as_before() -> None:
    before, after = measured([1, 2]), measured([1, 1], nearest=0.2)
    assert curve(COMMON, before, before) == COMMON
    moved = curve(COMMON, before, after)
    assert moved.steepness == COMMON.steepness
    assert moved.middle == pytest.approx(COMMON.middle - 0.1)
    gain = measuring.Gain.of(before, after, 1)
    assert gain.low <= gain.mean == 0.25 <= gain.high
