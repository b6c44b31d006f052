"""What a base has learnt beyond published weights: for each weight matrix the product of two small ones (LoRA's form).

Hu et al. (2021), LoRA: low-rank adaptation of large language models, arXiv:2106.09685.
"""

from typing import TYPE_CHECKING, Any

from ingest.vectors.model import Model

if TYPE_CHECKING:
    import torch

UP, DOWN = ".up", ".down"


def of(published: "dict[str, torch.Tensor]", learnt: "dict[str, torch.Tensor]", rank: int) -> bytes:
    """Give the nearest difference of such a rank, by singular values, in half precision as a safetensors file.

    Matrices of the same names and shapes; those that are equal are left out.
    """
    import torch
    from safetensors.torch import save

    found: dict[str, torch.Tensor] = {}
    for name in sorted(published):
        change = learnt[name].double() - published[name].double()
        if change.any():
            left, sizes, right = torch.linalg.svd(change, full_matrices=False)
            roots = sizes[:rank].sqrt()
            found[name + UP] = (left[:, :rank] * roots).half().contiguous()
            found[name + DOWN] = (roots[:, None] * right[:rank]).half().contiguous()
    return save(found)


def apply(model: Model, module: Any) -> None:  # noqa: ANN401 - torch's own types are not known before it is imported
    """Add a model's difference, where it has one, to the published weights in a module of transformers."""
    if model.difference is None:
        return
    import torch
    from safetensors.torch import load

    parts = load(model.difference.content)
    weights = dict(module.named_parameters())
    with torch.no_grad():
        for name in (part.removesuffix(UP) for part in parts if part.endswith(UP)):
            weights[name] += parts[name + UP].float() @ parts[name + DOWN].float()
