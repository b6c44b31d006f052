"""Teaches the weights of an encoder that a question is nearer to the passages of its entry than to those of others.

The others are the passages of the same batch: Henderson et al. (2017), Efficient natural language response suggestion,
arXiv:1705.00652. Only the weight matrices of the layers learn, as only they are kept.
"""

import math
import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ingest.vectors import difference
from ingest.vectors.embed import load
from ingest.vectors.model import Model
from ingest.vectors.tuning.lessons import SEED, Lessons, Pair

if TYPE_CHECKING:
    import torch
    from torch import Tensor

EPOCHS, BATCH, RATE, RANK = 2, 32, 3e-5, 16
# Seed of what is dropped out while learning.
DROPPED = 0
# Tokens read of a text while learning: nearly all passages are shorter, and the rest would double the time.
TOKENS = 128
# How much a cosine counts, as in the training of the published weights.
SHARPNESS = 20.0
WARM_UP, DECAY, CLIPPED = 0.1, 0.01, 1.0
Advance = Callable[[int], None]


def batches(found: Lessons) -> list[Sequence[Pair]]:
    """Give what is learnt, in the order in which it is; what is left of an epoch is left out."""
    drawn = random.Random(SEED)  # noqa: S311 - not for secrets
    return [batch for pairs in found.epochs(EPOCHS) for batch in _of_like_length(pairs, drawn)]


def _of_like_length(pairs: Sequence[Pair], drawn: random.Random) -> list[Sequence[Pair]]:
    """Share pairs out into batches of passages that are about as long, in random order: little of them is padding then."""
    ordered = sorted(pairs, key=lambda pair: len(pair.passage))
    found: list[Sequence[Pair]] = [ordered[at : at + BATCH] for at in range(0, len(ordered) - BATCH + 1, BATCH)]
    drawn.shuffle(found)
    return found


def train(model: Model, found: Lessons, advance: Advance) -> bytes:
    """Give the difference that is learnt to published weights. `advance` is told of each batch.

    The same entries give the same difference on one kind of machine.
    """
    import torch

    loaded = load(model)
    torch.manual_seed(DROPPED)
    module = loaded[0].auto_model
    before = {name: weight.detach().clone() for name, weight in _learning(module)}
    _run(_Teacher(model, loaded.tokenizer, module), found, advance)
    return difference.of(before, {name: weight.detach() for name, weight in _learning(module)}, RANK)


def _learning(module: Any) -> "list[tuple[str, torch.nn.Parameter]]":  # noqa: ANN401 - a module of transformers
    """Give the weight matrices of the layers; everything else is told to stay as it is."""
    found = []
    for name, weight in module.named_parameters():
        weight.requires_grad_(name.startswith("encoder.") and weight.dim() == 2)
        if weight.requires_grad:
            found.append((name, weight))
    return found


class _Teacher:
    """Tokenizer and module: texts in, vectors out, with what is needed to learn from them."""

    def __init__(self, model: Model, tokenizer: Any, module: Any) -> None:  # noqa: ANN401 - types of transformers
        self._model, self._tokenizer, self.module = model, tokenizer, module.train()

    def alike(self, batch: Sequence[Pair]) -> "Tensor":
        """Give the cosine of each question of a batch to each of its passages."""
        questions = self._vectors([self._model.encoder.query_prefix + pair.question for pair in batch])
        return questions @ self._vectors([self._model.passage(pair.passage) for pair in batch]).T

    def _vectors(self, texts: Sequence[str]) -> "Tensor":
        """Give the vectors of texts, pooled as the manifest says, of unit length."""
        import torch

        most = min(TOKENS, self._model.encoder.max_tokens)
        tokens = self._tokenizer(list(texts), padding=True, truncation=True, max_length=most, return_tensors="pt")
        mask = tokens["attention_mask"].unsqueeze(-1).float()
        hidden = self.module(**tokens).last_hidden_state
        pooled = (hidden * mask).sum(1) / mask.sum(1) if self._model.encoder.pooling == "mean" else hidden[:, 0]
        return torch.nn.functional.normalize(pooled, dim=1)


def _run(teacher: _Teacher, found: Lessons, advance: Advance) -> None:
    import torch

    weights = [weight for _, weight in _learning(teacher.module)]
    steps = batches(found)
    optimiser = torch.optim.AdamW(weights, lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step, len(steps)))
    for batch in steps:
        optimiser.zero_grad()
        _loss(teacher, batch, found).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, CLIPPED)
        optimiser.step()
        schedule.step()
        advance(1)


def _pace(step: int, of: int) -> float:
    """Give the share of the rate: it rises over the first tenth and then falls to nothing."""
    warm = max(1, int(WARM_UP * of))
    return min(1.0, (step + 1) / warm) * (of - step) / of


def _loss(teacher: _Teacher, batch: Sequence[Pair], found: Lessons) -> "Tensor":
    import torch

    alike = SHARPNESS * teacher.alike(batch)
    # A passage of the same entry, or of one that is linked to it, is no wrong answer.
    right = [[other.entry in found.linked[pair.entry] for other in batch] for pair in batch]
    others = torch.tensor(right) & ~torch.eye(len(batch), dtype=torch.bool)
    return torch.nn.functional.cross_entropy(alike.masked_fill(others, -math.inf), torch.arange(len(batch)))
