"""What makes token vectors of an encoder small: a matrix that leaves of each what tells tokens apart."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from kb.search.late import rounded
from kb.search.meaning import Floats

# Numbers that are left of a token vector.
DIMENSIONS = 64


@dataclass(frozen=True)
class Projection:
    """A matrix of directions, one a column, as a file of NumPy: its bytes travel with the model."""

    content: bytes = field(repr=False)

    @cached_property
    def matrix(self) -> Floats:
        """The matrix: as many rows as a vector of the encoder has numbers."""
        return np.asarray(np.load(BytesIO(self.content)), dtype=np.float32)

    @property
    def dimensions(self) -> int:
        """Numbers in a projected vector."""
        return int(self.matrix.shape[1])

    @property
    def sha256(self) -> str:
        """Hash of the file."""
        return hashlib.sha256(self.content).hexdigest()

    def unit(self, tokens: Floats) -> Floats:
        """Give token vectors projected, of unit length."""
        projected = tokens @ self.matrix
        lengths = np.linalg.norm(projected, axis=1, keepdims=True)
        return np.asarray(projected / np.maximum(lengths, 1e-9), dtype=np.float32)

    def rounded(self, tokens: Floats) -> NDArray[np.int8]:
        """Give token vectors projected, of unit length, rounded to int8."""
        return rounded(self.unit(tokens))


def principal(tokens: Floats, dimensions: int = DIMENSIONS) -> Projection:
    """Give the first principal components of token vectors, each taken at unit length, about the origin."""
    unit = tokens / np.maximum(np.linalg.norm(tokens, axis=1, keepdims=True), 1e-9)
    _, directions = np.linalg.eigh(unit.T.astype(np.float64) @ unit)
    file = BytesIO()
    np.save(file, directions[:, ::-1][:, :dimensions].astype("<f2"))
    return Projection(file.getvalue())
