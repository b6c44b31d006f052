"""Tunes the encoder of a base and keeps what it learnt in the base's own folder, if the base is no worse for it."""

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from ingest.progress import stage
from ingest.vectors.embed import Encoded, token_states
from ingest.vectors.model import DIFFERENCE, Difference, Model
from ingest.vectors.projection import principal
from ingest.vectors.tuning.card import Tuning, card
from ingest.vectors.tuning.lessons import SEED, Lessons
from ingest.vectors.tuning.measuring import Gain, curve, late_curve, likeness
from ingest.vectors.tuning.training import RANK, batches, train
from kb.errors import BrokenEnvironmentError, ContentError
from kb.model.base import BaseFile
from kb.model.encoder import PROJECTION, TUNED, LateInteraction, Tuned

CARD = "card.md"
# With fewer questions of held-out entries, what is measured on them is chance.
FEWEST = 20
# About so many passages say what tells tokens apart.
SAMPLED = 1000
Encode = Callable[[Model, Lessons], Sequence[Encoded]]


def tune(found: Lessons, about: BaseFile, model: Model, folder: Path, encoded: Encode) -> Tuning:
    """Teach an encoder what a base teaches, and write the difference, its projection, manifest and card into a folder.

    `model` is the encoder as published. Raises ContentError where the base has too few questions, or where entries that
    nothing was learnt from are found worse than before: nothing is written then.
    """
    steps = _enough(found)
    before = likeness(model, found, encoded(model, found))
    with stage("learn", steps) as advance:
        content = train(model, found, advance)
    learnt = Tuned(published=model.encoder.sha256, sha256=_sha256(content), rank=RANK, curve=model.encoder.curve)
    taught = replace(model, difference=Difference(learnt, content), projection=None)
    projection = principal(token_states(_sample(found), taught))
    taught = replace(taught, projection=projection)
    given = encoded(taught, found)
    after = likeness(taught, found, given)
    gain = Gain.of(before, after, SEED)
    if gain.mean < 0:
        message = f"mean reciprocal rank {before.mrr:.3f}, now {after.mrr:.3f}"
        raise ContentError(f"held-out entries are found worse than before ({message}); nothing is written")
    moved = curve(model.encoder.curve, before, after)
    late = LateInteraction(projection=projection.sha256, curve=late_curve(taught, projection, found, given, moved))
    tuned = learnt.model_copy(update={"curve": moved, "late_interaction": late})
    tuning = Tuning(model, tuned, found, before, after, gain)
    _write(folder, tuning, {DIFFERENCE: content, PROJECTION: projection.content}, card(about, tuning))
    return tuning


def _sample(found: Lessons) -> list[str]:
    """Give texts whose tokens the projection is made from: more would change it little."""
    texts = [passage.embedded for passage in found.passages if passage.embedded]
    return texts[:: max(len(texts) // SAMPLED, 1)]


def _enough(found: Lessons) -> int:
    """Give the number of batches to learn. Raises ContentError where there are too few questions."""
    held, steps = sum(len(found.questions[slug]) for slug in found.held_out), len(batches(found))
    if held < FEWEST or not steps:
        message = f"{len(found.questions)} entries have {held} questions to measure on, {FEWEST} are needed"
        raise ContentError(f"{message}; write more questions, or do without tuning")
    return steps


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(folder: Path, tuning: Tuning, files: Mapping[str, bytes], text: str) -> None:
    """Write the folder anew, in one step: a difference and a manifest of two tunings would be refused."""
    beside = folder.with_name(f".{folder.name}.new")
    manifest = yaml.safe_dump(tuning.tuned.model_dump(), sort_keys=False)
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        for name, content in files.items():
            (beside / name).write_bytes(content)
        (beside / TUNED).write_text(f"# Written by `kb tune`; {CARD} says from what.\n{manifest}", encoding="utf-8")
        (beside / CARD).write_text(text, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    except OSError as error:
        raise BrokenEnvironmentError(
            f"{folder}: can't be written: {error.strerror or error}; check permissions"
        ) from error
