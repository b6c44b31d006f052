"""The encoder as the build sees it: its manifest, a folder with weights, and perhaps a difference to them."""

import hashlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from ingest.read.yaml_reader import read
from ingest.vectors.projection import Projection
from kb.errors import BrokenEnvironmentError, missing_part
from kb.model.base import FILE as BASE
from kb.model.encoder import FILE, FOLDER, PROJECTION, TUNED, USUAL, Encoder, LateInteraction, Tuned
from kb.model.facts import Fact

SHIPPED = Path(__file__).parent / "encoders"
WEIGHTS, DIFFERENCE = "model.safetensors", "difference.safetensors"
Shaped = TypeVar("Shaped", bound=Fact)


@dataclass(frozen=True)
class Difference:
    """What a base has learnt beyond published weights: the file's bytes, which travel with the model."""

    tuned: Tuned
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Model:
    """A sentence-transformers model on disk, and what its manifest says of it."""

    encoder: Encoder
    folder: Path
    difference: Difference | None = None
    projection: Projection | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.encoder.name}, tuned" if self.difference else self.encoder.name

    @property
    def weights(self) -> str:
        """Hash of what makes the vectors of a text: two models of one hash give the same."""
        learnt = (self.difference.tuned.sha256,) if self.difference else ()
        projected = (f"projection {self.projection.sha256}",) if self.projection else ()
        parts = (self.encoder.sha256, *learnt, *projected)
        return _digest(*parts) if len(parts) > 1 else self.encoder.sha256

    @property
    def hash(self) -> str:
        """Hash of weights and manifest: a database and an encoder that go together have the same."""
        served = self.served.model_dump_json(exclude={"package"})
        return _digest(self.weights, served)

    @property
    def served(self) -> Encoder:
        """The manifest as it is served: with the curves that were fitted to the difference, where there is one."""
        if self.difference is None:
            return self.encoder
        tuned = self.difference.tuned
        return self.encoder.model_copy(update={"curve": tuned.curve, "late_interaction": tuned.late_interaction})

    def passage(self, text: str) -> str:
        """Give a passage as the encoder expects it."""
        return self.encoder.passage_prefix + text

    def verify(self) -> None:
        """Raise BrokenEnvironmentError where the weights on disk are not those that the manifest names."""
        found = _hash(self.folder)
        if found != self.encoder.sha256:
            message = (
                f"{self.folder}: the weights of {self.encoder.name} have sha256 {found}, expected {self.encoder.sha256}"
            )
            raise BrokenEnvironmentError(f"{message}; install the model again, or correct its manifest")


def packaged(name: str = USUAL) -> Model:
    """Give an encoder that the program knows and a package holds. Nothing heavy is imported or read."""
    encoder = _read(SHIPPED / f"{name}.yml", Encoder)
    projection = _projection(encoder.late_interaction, SHIPPED / f"{name}.{PROJECTION}")
    return Model(encoder, _folder(encoder, SHIPPED), projection=projection)


def known() -> tuple[str, ...]:
    """Give the names of the encoders whose manifests come with the program."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yml")))


def named(folder: Path) -> Model:
    """Give an encoder of the user's own: a folder that holds encoder.yml and, where no package does, the model's files."""
    if not (folder / FILE).is_file():
        message = f"{folder}: no encoder lies here, and none of this name is known ({', '.join(known())})"
        raise BrokenEnvironmentError(f"{message}; put {FILE} beside its weights, docs/own-base.md says how")
    encoder = _read(folder / FILE, Encoder)
    projection = _projection(encoder.late_interaction, folder / PROJECTION)
    return Model(encoder, _folder(encoder, folder), projection=projection)


def of_base(entries: Path) -> Model:
    """Give the encoder that a base names in base.yml, with what `kb tune` learnt where the base keeps it.

    Raises BrokenEnvironmentError where its weights are missing, or what was learnt does not go with them.
    """
    model, folder = published(entries), entries / FOLDER
    return _tuned(model, folder) if (folder / TUNED).is_file() else model


def published(entries: Path) -> Model:
    """Give the encoder that a base names in base.yml, as it was published."""
    name = _named(entries / BASE)
    return packaged(name) if name in known() else named(entries / name)


def placed(model: Model) -> Model:
    """Give a model that was named on another machine, with the folder that it has on this one."""
    return replace(model, folder=_folder(model.encoder, model.folder))


def _folder(encoder: Encoder, beside: Path) -> Path:
    """Give the folder of an encoder's weights. Raises BrokenEnvironmentError where they are not there."""
    folder, advice = beside, f"put the model's files beside {FILE}"
    if encoder.package is not None:
        package = encoder.package.replace("_", "-")
        found = find_spec(encoder.package)
        if found is None or found.origin is None:
            raise missing_part(package, "build")
        folder, advice = Path(found.origin).parent / "model", f"reinstall {package}"
    if not (folder / WEIGHTS).is_file():
        raise BrokenEnvironmentError(f"{folder}: {WEIGHTS} of {encoder.name} is missing; {advice}")
    return folder


def _tuned(model: Model, folder: Path) -> Model:
    tuned = _read(folder / TUNED, Tuned)
    path = folder / DIFFERENCE
    advice = "run `kb tune`, or delete the folder to do without"
    if tuned.published != model.encoder.sha256:
        raise BrokenEnvironmentError(f"{folder / TUNED}: learnt from other weights than {model.name}; {advice}")
    content = _content(path, tuned.sha256, advice)
    projection = _projection(tuned.late_interaction, folder / PROJECTION, advice)
    return replace(model, difference=Difference(tuned, content), projection=projection)


def _projection(
    said: LateInteraction | None, path: Path, advice: str = "restore the file, or correct the manifest"
) -> Projection | None:
    return None if said is None else Projection(_content(path, said.projection, advice))


def _content(path: Path, sha256: str, advice: str) -> bytes:
    """Read a file that a manifest names by its hash. Raises BrokenEnvironmentError where it is not that file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BrokenEnvironmentError(f"{path}: can't be read ({error.strerror}); {advice}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BrokenEnvironmentError(f"{path}: is not the file that its manifest names by its hash; {advice}")
    return content


def _named(path: Path) -> str:
    """Give the encoder that a base.yml names; the usual one where it names none or can't be read, as the check then says."""
    document = read(path)
    named = document.data.get("encoder", USUAL) if isinstance(document.data, dict) else USUAL
    return named if isinstance(named, str) else USUAL


def _read(path: Path, shape: type[Shaped]) -> Shaped:
    document = read(path)
    if document.problems:
        raise BrokenEnvironmentError(str(document.problems[0]))
    try:
        return shape.model_validate(document.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(str(part) for part in first["loc"])
        raise BrokenEnvironmentError(
            f"{path}: {at}: {first['msg']}; correct the file, docs/own-base.md says how"
        ) from error


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@lru_cache(maxsize=4)
def _hash(folder: Path) -> str:
    with (folder / WEIGHTS).open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest()
