"""The card of a tuned encoder: what it was learnt from, how, what it gained and what it is not for."""

from dataclasses import dataclass

from ingest.vectors.model import Model
from ingest.vectors.tuning.lessons import HELD_OUT, SEED, Lessons
from ingest.vectors.tuning.measuring import FIRST, Gain, Likeness
from ingest.vectors.tuning.training import BATCH, EPOCHS, RANK, RATE, batches
from kb.model.base import BaseFile
from kb.model.encoder import Tuned


@dataclass(frozen=True)
class Tuning:
    """A tuning: from which model, what came of it, and how near held-out entries are before and after."""

    model: Model
    tuned: Tuned
    found: Lessons
    before: Likeness
    after: Likeness
    gain: Gain

    def __str__(self) -> str:
        """Give the gain in a line."""
        gain = self.gain
        return (
            f"mean reciprocal rank of held-out entries {self.before.mrr:.3f}, now {self.after.mrr:.3f}"
            f" ({gain.mean:+.3f}, 95 % interval {gain.low:+.3f} to {gain.high:+.3f})"
        )


def card(about: BaseFile, tuning: Tuning) -> str:
    """Give the card as Markdown."""
    rows = "\n".join(f"| {name} | {value} |" for name, value in _facts(about, tuning).items())
    before, after, gain = tuning.before, tuning.after, tuning.gain
    return f"""# The tuned encoder of {about.name}

A difference of rank {RANK} to the weight matrices of {tuning.model.encoder.name}, which the build adds to the published
weights. `kb tune` writes this folder; the search works without it.

| | |
|---|---|
{rows}

| held-out entries, by meaning alone | as published | tuned |
|---|---|---|
| mean reciprocal rank of a question's own entry | {before.mrr:.3f} | {after.mrr:.3f} |
| own entry among the first {FIRST} | {before.first:.3f} | {after.first:.3f} |

The mean reciprocal rank changed by {gain.mean:+.3f} (95 % interval {gain.low:+.3f} to {gain.high:+.3f}).

It knows how people ask about this subject in English and nothing else besides what the published weights know. No query that
search is judged by took part in learning or fitting. Entries and questions may change without tuning again.
"""


def _facts(about: BaseFile, tuning: Tuning) -> dict[str, str]:
    """Give what is told of the weights, the data and the way of learning."""
    found, tuned = tuning.found, tuning.tuned
    held = set(found.held_out)
    learnt = sum(len(asked) for slug, asked in found.questions.items() if slug not in held)
    pairs = sum(map(len, batches(found)))
    measured = len(tuning.before.ranks)
    return {
        "published weights": f"sha256 `{tuned.published}`",
        "difference.safetensors": f"sha256 `{tuned.sha256}`",
        "projection.npy": "the first principal components of token vectors of the entries' passages, for late interaction",
        "learnt from": f"{learnt:,} questions of {len(found.questions) - len(held)} entries, in {pairs:,} pairs of a question"
        " and a passage of its entry",
        "measured on": f"{measured} questions of {len(held)} entries that nothing was learnt from"
        f" (about one in {HELD_OUT}, chosen by their slugs)",
        "how": "against the other passages of a batch, of which those of linked entries are no wrong answers;"
        f" {EPOCHS} epochs, batches of {BATCH}, rate {RATE:g}, seed {SEED}",
        "score curve": f"steepness {tuned.curve.steepness:g}, middle {tuned.curve.middle:g}: the questions that it is"
        " measured on score on average as before",
        "licence": f"that of the published weights; the questions are the entries' own ({about.licence.name})",
    }
