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
from typing import TYPE_CHECKING, Any

from ingest.vectors.difference import apply
from ingest.vectors.model import Model
from kb.errors import BrokenEnvironmentError, missing_part
from kb.search.encoder import MANIFEST

if TYPE_CHECKING:
    import torch

FORMAT = 3
FILES = ("model.onnx", "tokenizer.json")
# Name of the matrix that makes token vectors small; it is not rounded, as the vectors themselves will be.
PROJECTION = "projection"


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
    _write_served(folder / "model.onnx", model)
    shutil.copyfile(model.folder / "tokenizer.json", folder / "tokenizer.json")
    manifest = {**_described(model), "files": _hashes(folder)}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _described(model: Model) -> dict[str, Any]:
    """Give what the manifest says of the model, whatever the files are."""
    return {"format": FORMAT, "model_hash": model.hash, "encoder": model.served.model_dump(mode="json")}


def is_current(folder: Path, model: Model) -> bool:
    """Tell whether the folder holds this model's export, each file as its hash says."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    same = isinstance(manifest, dict) and all(manifest.get(key) == value for key, value in _described(model).items())
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


def _write_served(path: Path, model: Model) -> None:
    """Write the model as its manifest says that it is served."""
    if model.encoder.quantisation == "none":
        _write_onnx(path, model)
        return
    whole = path.with_suffix(".whole")
    _write_onnx(whole, model)
    _quantise(whole, path)
    whole.unlink()


def _quantise(whole: Path, path: Path) -> None:
    """Round the weights to 8 bits, each row in steps of its own: a vector keeps a cosine of 0.99 to what it was."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    exact = [node.name for node in onnx.load(str(whole)).graph.node if PROJECTION in node.input]
    logging.getLogger().addFilter(_is_no_advice)
    try:
        quantize_dynamic(str(whole), str(path), per_channel=True, weight_type=QuantType.QInt8, nodes_to_exclude=exact)
    finally:
        logging.getLogger().removeFilter(_is_no_advice)


def _is_no_advice(record: logging.LogRecord) -> bool:
    # onnxruntime advises steps before rounding that change nothing for this kind of model.
    return "pre-processing before quantization" not in record.getMessage()


def _pooled(model: Model) -> Any:  # noqa: ANN401 - torch's own types are not known before it is imported
    """Give the model as a module of its own: a vector, pooled as the manifest says, and perhaps those of the tokens.

    All are of unit length; a run gives both.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        import torch
        from transformers import AutoModel
        from transformers.utils.logging import disable_progress_bar
    except ImportError as error:
        raise missing_part("transformers", "build") from error
    disable_progress_bar()  # type: ignore[no-untyped-call]

    class Pooled(torch.nn.Module):
        """The model, pooling, unit length."""

        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(str(model.folder), attn_implementation="eager").eval()
            apply(model, self.model)
            if model.projection is not None:
                self.register_buffer(PROJECTION, torch.from_numpy(model.projection.matrix))

        def forward(self, input_ids: "torch.Tensor", attention_mask: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
            hidden = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            pooled = mean if model.encoder.pooling == "mean" else hidden[:, 0]
            unit = torch.nn.functional.normalize
            if model.projection is None:
                return (unit(pooled, dim=1),)
            return unit(pooled, dim=1), unit(hidden @ self.projection, dim=2)

    return Pooled().eval()


def _write_onnx(path: Path, model: Model) -> None:
    module = _pooled(model)
    import torch

    batch, length = torch.export.Dim("batch", max=512), torch.export.Dim("length", max=model.encoder.max_tokens)
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
            output_names=["vector", "tokens"] if model.projection else ["vector"],
            dynamic_shapes={"input_ids": {0: batch, 1: length}, "attention_mask": {0: batch, 1: length}},
            dynamo=True,
            external_data=False,
            verbose=False,
        )
