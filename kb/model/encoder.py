"""What an encoder is: the manifest that lies beside its weights and says all that the program knows of them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kb.model.facts import Fact, Text

# Beside the weights of an encoder; and beside a base's own difference to published weights.
FILE, TUNED = "encoder.yml", "tuned.yml"
# Beside either: the matrix that makes token vectors small.
PROJECTION = "projection.npy"
# The folder of a base that holds what `kb tune` found, and the encoder of a base that names none.
FOLDER, USUAL = "encoder", "all-minilm-l6-v2"
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Package = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Curve(Fact):
    """A logistic curve: what a likeness by this encoder is worth, between 0 and 1."""

    steepness: float = Field(gt=0, description="How fast it rises.")
    middle: float = Field(description="The likeness that is worth one half.")


# Likenesses by any encoder are told on the scale of one that has this curve.
COMMON = Curve(steepness=18.0, middle=0.41)


class LateInteraction(Fact):
    """How a query's tokens are compared with those of the entries found first: what kb/search/late.py needs to know."""

    projection: Hash = Field(description="SHA-256 of the matrix that makes token vectors small: projection.npy.")
    curve: Curve = Field(description="Score curve of MaxSim.")


class Encoder(Fact):
    """The file encoder.yml: one sentence-transformers model. Its weights are the file model.safetensors."""

    name: Text = Field(description="Name under which the weights were published.")
    sha256: Hash = Field(description="SHA-256 of the weights.")
    package: Package | None = Field(
        None, description="Python package whose folder `model` holds the weights; beside this file where none is named."
    )
    dimensions: int = Field(ge=1, le=4096, description="Numbers in a vector.")
    pooling: Literal["mean", "cls"] = Field(description="How the tokens' vectors become one: their mean, or the first.")
    query_prefix: str = Field("", description="Words that the encoder expects in front of a query.")
    passage_prefix: str = Field("", description="Words that the encoder expects in front of a passage.")
    max_tokens: int = Field(ge=8, le=8192, description="Tokens that it reads of a text.")
    quantisation: Literal["none", "int8"] = Field(
        description="How its weights are served: as they are, or in whole numbers of 8 bits, smaller and faster."
    )
    curve: Curve = Field(description="Score curve of the meaning half.")
    late_interaction: LateInteraction | None = Field(
        None, description="How tokens are compared; nothing where passages as wholes are all that is compared."
    )


class Tuned(Fact):
    """The file encoder/tuned.yml of a base: what `kb tune` learnt, as a small difference to published weights."""

    published: Hash = Field(description="SHA-256 of the published weights that it is the difference to.")
    sha256: Hash = Field(description="SHA-256 of difference.safetensors beside this file.")
    rank: int = Field(ge=1, le=384, description="Rank of the difference of each weight matrix.")
    curve: Curve = Field(description="Score curve of the meaning half with the difference.")
    late_interaction: LateInteraction | None = Field(
        None, description="How tokens are compared with the difference; nothing where they are not."
    )
