"""Encodes a query with ONNX Runtime: the vectors of the build's model, without torch."""

import json
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kb.errors import BrokenEnvironmentError

Vector = NDArray[np.float32]
MANIFEST = "manifest.json"
MAX_TOKENS = 256
# The model reads no further than its 256 tokens, and no token is longer than this many characters of ordinary text.
MAX_CHARACTERS = 4000
REMEMBERED = 2048


class QueryEncoder(Protocol):
    """Turns a text into a vector of unit length."""

    @property
    def model_hash(self) -> str:
        """Hash of the model's weights, which the database must name too."""
        ...

    def encode(self, text: str) -> Vector:
        """Give the text's vector."""
        ...

    def knows(self, word: str) -> bool:
        """Tell whether a lower-case word is a whole word to the model, and so hardly a typo."""
        ...


class Encoder:
    """The packaged sentence model in ONNX form. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        # Imported here so that a page that needs no encoder does not wait for it.
        from tokenizers import Tokenizer

        manifest = _manifest(folder)
        self._hash = str(manifest["model_hash"])
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = _session(folder / "model.onnx")
        except Exception as error:  # neither library raises anything narrower for a damaged file
            message = f"{folder}: the query encoder is damaged ({error}); delete the folder and run `make build`"
            raise BrokenEnvironmentError(message) from error
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._remembered: OrderedDict[str, Vector] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folder: Path) -> "Encoder":
        """Open an encoder that the build exported."""
        return cls(folder)

    @property
    def model_hash(self) -> str:
        """Hash of the model's weights."""
        return self._hash

    def knows(self, word: str) -> bool:
        """Tell whether a lower-case word is one token of the model's vocabulary."""
        return self._tokenizer.token_to_id(word) is not None

    def encode(self, text: str) -> Vector:
        """Give the text's vector; recent texts are remembered."""
        key = text[:MAX_CHARACTERS]
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                return self._remembered[key]
        vector = self._run(key)
        with self._lock:
            self._remembered[key] = vector
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return vector

    def _run(self, text: str) -> Vector:
        tokens = self._tokenizer.encode(text)
        ids = np.array([tokens.ids], dtype=np.int64)
        mask = np.array([tokens.attention_mask], dtype=np.int64)
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors[0], dtype=np.float32)


def _session(file: Path) -> Any:  # noqa: ANN401 - onnxruntime has no types
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # An arena that only grows costs more memory than allocating costs time at one short text a run.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def _manifest(folder: Path) -> dict[str, object]:
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{folder}: there is no query encoder here; run `make build`, which exports it"
        raise BrokenEnvironmentError(message) from error
    missing = [name for name in ("model.onnx", "tokenizer.json") if not (folder / name).is_file()]
    if missing or "model_hash" not in content:
        lost = ", ".join(missing) or MANIFEST
        message = f"{folder}: the query encoder is incomplete ({lost}); delete the folder and run `make build`"
        raise BrokenEnvironmentError(message)
    return dict(content)
