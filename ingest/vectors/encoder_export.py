"""Exports the embedding model to ONNX, so that the server encodes queries without torch."""

import hashlib
import json
import logging
import os
import shutil
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ingest.vectors.model import Model
from kb.errors import BrokenEnvironmentError, missing_part
from kb.search.encoder import MANIFEST, MAX_TOKENS

FORMAT = 1
FILES = ("model.onnx", "tokenizer.json")


def export(folder: Path, model: Model, others: Iterable[Path] = ()) -> bool:
    """Write the encoder into the folder, as a copy where another folder holds it; False where it is there already.

    Raises BrokenEnvironmentError where it can't be written, or the model's weights are not those that its hash names.
    """
    if is_current(folder, model):
        return False
    with _said(folder):
        _remove(folder)
        copied = next((other for other in others if is_current(other, model)), None)
        if copied:
            folder.mkdir(parents=True)
            for name in (*FILES, MANIFEST):
                shutil.copyfile(copied / name, folder / name)
        else:
            _write(folder, model)
    return True


@contextmanager
def _said(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{folder}: the query encoder can't be written: {reason}; check permissions and free space"
        raise BrokenEnvironmentError(message) from error


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, model: Model) -> None:
    model.verify()
    folder.mkdir(parents=True)
    _write_onnx(folder / "model.onnx", model)
    shutil.copyfile(model.folder / "tokenizer.json", folder / "tokenizer.json")
    manifest = {"format": FORMAT, "model": model.name, "model_hash": model.hash, "files": _hashes(folder)}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def is_current(folder: Path, model: Model) -> bool:
    """Tell whether the folder holds this model's export, each file as its hash says."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    wanted = {"format": FORMAT, "model_hash": model.hash}
    same = isinstance(manifest, dict) and all(manifest.get(key) == value for key, value in wanted.items())
    there = all((folder / name).is_file() for name in FILES)
    return same and there and _hashes(folder) == manifest.get("files")


def _hashes(folder: Path) -> dict[str, dict[str, str | int]]:
    return {
        name: {
            "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(),
            "bytes": (folder / name).stat().st_size,
        }
        for name in FILES
    }


def _pooled(model: Model) -> Any:  # noqa: ANN401 - torch's own types are not known before it is imported
    """Give the model as a module of its own: mean pooling over the mask, vectors of unit length."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        import torch
        from transformers import AutoModel
        from transformers.utils.logging import disable_progress_bar
    except ImportError as error:
        raise missing_part("transformers", "build") from error
    disable_progress_bar()  # type: ignore[no-untyped-call]

    class Pooled(torch.nn.Module):
        """The model, mean pooling over the mask, unit length."""

        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(str(model.folder), attn_implementation="eager").eval()

        def forward(self, input_ids: "torch.Tensor", attention_mask: "torch.Tensor") -> "torch.Tensor":
            hidden = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            pooled = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, dim=1)

    return Pooled().eval()


def _write_onnx(path: Path, model: Model) -> None:
    module = _pooled(model)
    import torch

    batch, length = torch.export.Dim("batch", max=512), torch.export.Dim("length", max=MAX_TOKENS)
    example = torch.ones((2, 16), dtype=torch.long)
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it warns of packages that this model does not need
    with warnings.catch_warnings():
        # The exporter warns about names for axes and deprecations inside torch; neither concerns the result.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (example, example.clone()),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["vector"],
            dynamic_shapes={"input_ids": {0: batch, 1: length}, "attention_mask": {0: batch, 1: length}},
            dynamo=True,
            external_data=False,
            verbose=False,
        )
