"""Encodes a query with ONNX Runtime: the vectors of the build's model, without torch."""

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from kb.errors import BrokenEnvironmentError, missing_part
from kb.model.encoder import Curve, LateInteraction
from kb.model.encoder import Encoder as Manifest

Vector = NDArray[np.float32]
Tokens = NDArray[np.float32]
MANIFEST = "manifest.json"
# A token of ordinary text is no longer than this many characters: more of a text is not even cut into tokens.
CHARACTERS = 16
REMEMBERED = 1024


class QueryEncoder(Protocol):
    """Turns a text into a vector of unit length."""

    @property
    def model_hash(self) -> str:
        """Hash of the model's weights and manifest, which the database must name too."""
        ...

    @property
    def curve(self) -> Curve:
        """What a likeness by this encoder is worth."""
        ...

    @property
    def late_interaction(self) -> LateInteraction | None:
        """What MaxSim by this encoder's token vectors is worth; None where it gives none."""
        ...

    def encode(self, text: str) -> Vector:
        """Give the text's vector."""
        ...

    def tokens(self, text: str) -> Tokens:
        """Give the vectors of the text's own tokens, row by row, of unit length; no row where the encoder gives none."""
        ...

    def knows(self, word: str) -> bool:
        """Tell whether a lower-case word is a whole word to the model, and so hardly a typo."""
        ...


@dataclass(frozen=True)
class _Encoded:
    """What one run of the model gives for a text."""

    vector: Vector
    tokens: Tokens


class Encoder:
    """The base's sentence model in ONNX form. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        # Imported here so that a page that needs no encoder does not wait for it.
        from tokenizers import Tokenizer

        self._hash, self._manifest = _manifest(folder)
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = _session(folder / "model.onnx")
        except ModuleNotFoundError as error:
            raise missing_part(str(error.name), "build") from error
        except Exception as error:  # neither library raises anything narrower for a damaged file
            message = f"{folder}: the query encoder is damaged ({error}); delete the folder and run `make build`"
            raise BrokenEnvironmentError(message) from error
        self._tokenizer.enable_truncation(self._manifest.max_tokens)
        self._tokenizer.no_padding()
        self._remembered: OrderedDict[str, _Encoded] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folder: Path) -> "Encoder":
        """Open an encoder that the build exported."""
        return cls(folder)

    @property
    def model_hash(self) -> str:
        """Hash of the model's weights and manifest."""
        return self._hash

    @property
    def curve(self) -> Curve:
        """What a likeness by this encoder is worth."""
        return self._manifest.curve

    @property
    def late_interaction(self) -> LateInteraction | None:
        """What MaxSim by this encoder's token vectors is worth; None where it gives none."""
        return self._manifest.late_interaction

    def knows(self, word: str) -> bool:
        """Tell whether a lower-case word is one token of the model's vocabulary."""
        return self._tokenizer.token_to_id(word) is not None

    def encode(self, text: str) -> Vector:
        """Give the text's vector; recent texts are remembered."""
        return self._encoded(text).vector

    def tokens(self, text: str) -> Tokens:
        """Give the vectors of the text's tokens, from the run that gave or gives its vector."""
        return self._encoded(text).tokens

    def _encoded(self, text: str) -> _Encoded:
        key = text[: self._manifest.max_tokens * CHARACTERS]
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                return self._remembered[key]
        encoded = self._run(key)
        with self._lock:
            self._remembered[key] = encoded
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return encoded

    def _run(self, text: str) -> _Encoded:
        cut = self._tokenizer.encode(self._manifest.query_prefix + text)
        ids = np.array([cut.ids], dtype=np.int64)
        mask = np.array([cut.attention_mask], dtype=np.int64)
        given = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        vector, *tokens = (np.asarray(each[0], dtype=np.float32) for each in given)
        # What the model puts around a text is none of its tokens.
        own = np.array(cut.special_tokens_mask) == 0
        return _Encoded(vector, tokens[0][own] if tokens else np.zeros((0, 0), dtype=np.float32))


def _session(file: Path) -> Any:  # noqa: ANN401 - onnxruntime has no types
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # An arena that only grows costs more memory than allocating costs time at one short text a run.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def _manifest(folder: Path) -> tuple[str, Manifest]:
    """Give the hash and the manifest of an encoder that is whole."""
    again = "delete the folder and run `make build`"
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{folder}: there is no query encoder here; run `make build`, which exports it"
        raise BrokenEnvironmentError(message) from error
    missing = [name for name in ("model.onnx", "tokenizer.json") if not (folder / name).is_file()]
    if missing:
        raise BrokenEnvironmentError(f"{folder}: the query encoder is incomplete ({', '.join(missing)}); {again}")
    try:
        return str(content["model_hash"]), Manifest.model_validate(content["encoder"])
    except (KeyError, TypeError, ValidationError) as error:
        message = f"{folder / MANIFEST}: does not say what the query encoder is; {again}"
        raise BrokenEnvironmentError(message) from error
