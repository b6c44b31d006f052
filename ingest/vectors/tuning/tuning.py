"""Tunes the encoder of a base and keeps what it learnt in the base's own folder, if the base is no worse for it."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from ingest.progress import stage
from ingest.vectors.model import DIFFERENCE, Difference, Model
from ingest.vectors.tuning.card import Tuning, card
from ingest.vectors.tuning.lessons import SEED, Lessons
from ingest.vectors.tuning.measuring import Gain, Likeness, Vectors, curve, likeness
from ingest.vectors.tuning.training import RANK, batches, train
from kb.errors import BrokenEnvironmentError, ContentError
from kb.model.base import BaseFile
from kb.model.encoder import TUNED, Tuned

CARD = "card.md"
# With fewer questions of held-out entries, what is measured on them is chance.
FEWEST = 20
Encode = Callable[[Model, Lessons], Vectors]


@dataclass(frozen=True)
class _Tuner:
    """One base's lessons, and what gives a model's vectors of its passages."""

    found: Lessons
    vectors: Encode

    def likeness(self, model: Model) -> Likeness:
        return likeness(model, self.found, self.vectors(model, self.found))


def tune(found: Lessons, about: BaseFile, model: Model, folder: Path, vectors: Encode) -> Tuning:
    """Teach an encoder what a base teaches, and write the difference, its manifest and its card into a folder.

    `model` is the encoder as published. Raises ContentError where the base has too few questions, or where entries that
    nothing was learnt from are found worse than before: nothing is written then.
    """
    tuner = _Tuner(found, vectors)
    steps = _enough(tuner.found)
    before = tuner.likeness(model)
    with stage("learn", steps) as advance:
        content = train(model, tuner.found, advance)
    learnt = Tuned(published=model.encoder.sha256, sha256=_sha256(content), rank=RANK, curve=model.encoder.curve)
    after = tuner.likeness(replace(model, difference=Difference(learnt, content)))
    gain = Gain.of(before, after, SEED)
    if gain.mean < 0:
        message = f"mean reciprocal rank {before.mrr:.3f}, now {after.mrr:.3f}"
        raise ContentError(f"held-out entries are found worse than before ({message}); nothing is written")
    tuned = learnt.model_copy(update={"curve": curve(model.encoder.curve, before, after)})
    tuning = Tuning(model, tuned, tuner.found, before, after, gain)
    _write(folder, tuning, content, card(about, tuning))
    return tuning


def _enough(found: Lessons) -> int:
    """Give the number of batches to learn. Raises ContentError where there are too few questions."""
    held, steps = sum(len(found.questions[slug]) for slug in found.held_out), len(batches(found))
    if held < FEWEST or not steps:
        message = f"{len(found.questions)} entries have {held} questions to measure on, {FEWEST} are needed"
        raise ContentError(f"{message}; write more questions, or do without tuning")
    return steps


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(folder: Path, tuning: Tuning, content: bytes, text: str) -> None:
    """Write the folder anew, in one step: a difference and a manifest of two tunings would be refused."""
    beside = folder.with_name(f".{folder.name}.new")
    manifest = yaml.safe_dump(tuning.tuned.model_dump(), sort_keys=False)
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        (beside / DIFFERENCE).write_bytes(content)
        (beside / TUNED).write_text(f"# Written by `kb tune`; {CARD} says from what.\n{manifest}", encoding="utf-8")
        (beside / CARD).write_text(text, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    except OSError as error:
        raise BrokenEnvironmentError(
            f"{folder}: can't be written: {error.strerror or error}; check permissions"
        ) from error
