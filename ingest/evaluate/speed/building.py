"""Times builds and checks as a user starts them: each in a process of its own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from ingest.read.copying import copy_frame
from ingest.read.load import load
from ingest.vectors.embed import BATCH, encode, encoder_of
from ingest.vectors.model import Model, of_base
from ingest.vectors.passages import passages
from kb.errors import BrokenEnvironmentError

FORTY = 40
SAMPLE = 384
COMMAND = (sys.executable, "-c", "from ingest.cli import main; main()")


def timed(*arguments: str | Path) -> float:
    """Give the seconds that a `kb` command takes. Raises BrokenEnvironmentError where it fails."""
    started = perf_counter()
    done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)  # noqa: S603
    seconds = perf_counter() - started
    if done.returncode:
        raise BrokenEnvironmentError(f"kb {arguments[0]} failed: {done.stderr.strip()[-400:]}; run it by itself")
    return seconds


def build(entries: Path, database: Path) -> float:
    """Time one build."""
    return timed("build", "--entries", entries, "--output", database)


def first_forty(entries: Path, folder: Path) -> Path:
    """Copy the first forty entries with what they need; links to others are left out."""
    shutil.rmtree(folder, ignore_errors=True)
    base = load(entries)
    chosen = sorted(base.entries)[:FORTY]
    copy_frame(entries, folder)
    kinds = base.about.kinds
    for slug in chosen:
        data: dict[str, Any] = base.entries[slug].model_dump(exclude_none=True)
        data["related"] = [link for link in data["related"] if link["slug"] in chosen]
        path = folder / kinds[data["kind"]].folder / f"{slug}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


def forty(entries: Path, folder: Path, repeats: int) -> dict[str, float]:
    """Time builds of forty entries: from nothing, of the same, and after one change; and the check of all entries."""
    shutil.rmtree(folder, ignore_errors=True)
    chosen, database = first_forty(entries, folder / "entries"), folder / "kb.db"
    figures = {"full_build": build(chosen, database)}
    figures["same_build"] = median(build(chosen, database) for _ in range(repeats))
    figures["changed_build"] = median(_after_change(chosen, database, number) for number in range(repeats))
    figures["check"] = median(timed("check", "--entries", entries) for _ in range(repeats))
    return figures


def rebuild(real: Path, entries: Path, database: Path, repeats: int) -> dict[str, float]:
    """Time the rebuild of a large base after one change, against one of the same and loading the models.

    Each round measures all three, one after the other, as the machine is not always as quick.
    """
    rounds = [
        (build(entries, database), _loading(real), _after_change(entries, database, number))
        for number in range(repeats)
    ]
    same, loading, _ = (median(times) for times in zip(*rounds, strict=True))
    above = median(changed - same - loading for same, loading, changed in rounds)
    return {"same_10k": same, "loading": loading, "rebuild_10k": above}


def _after_change(entries: Path, database: Path, number: int) -> float:
    """Change a lesson of an entry, build, and give the seconds of the build."""
    path = next(p for p in sorted((entries / "case-studies").glob("*.yml")) if '"lessons": [\n' in p.read_text("utf-8"))
    data = json.loads(path.read_text(encoding="utf-8"))
    data["lessons"][0]["text"] = f"Lesson {perf_counter()} is learnt when a build takes {number} minutes too long."
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return build(entries, database)


def _loading(entries: Path) -> float:
    """Give the seconds that a new process needs to load both models."""
    code = "import sys; from ingest.evaluate.speed.building import load_models; print(load_models(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(entries)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return float(done.stdout)


def load_models(entries: str) -> float:
    """Load the language model and the embedding model as a build does, and give the seconds."""
    vocabularies = load(Path(entries)).vocabularies
    started = perf_counter()
    from ingest.tag.tagger import Tagger

    Tagger(vocabularies).tag(["A text."])
    encode(["A text."], of_base(Path(entries)))
    return perf_counter() - started


def throughput(entries: Path, rounds: int) -> dict[str, float]:
    """Compare the passages that the build embeds in a second with what the model alone reaches on the same texts."""
    base = load(entries)
    found = [
        passage for slug, entry in sorted(base.entries.items()) for passage in passages(slug, entry, base.vocabularies)
    ]
    texts = [text for passage in found if (text := passage.embedded)]
    texts = texts[:: max(len(texts) // SAMPLE, 1)]
    model = of_base(entries)
    # The first texts after loading take longer, whoever embeds them.
    encode(texts[:BATCH], model)
    alone, built = [], []
    for _ in range(rounds):
        alone.append(len(texts) / _alone(texts, model))
        built.append(len(texts) / _built(texts, model))
    shares = [one / other for one, other in zip(built, alone, strict=True)]
    return {"embedded": median(built), "throughput": median(shares)}


def _alone(texts: Sequence[str], model: Model) -> float:
    loaded = encoder_of(model)
    started = perf_counter()
    by_length: list[str] = sorted(texts, key=len)
    loaded.encode(by_length, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
    return perf_counter() - started


def _built(texts: Sequence[str], model: Model) -> float:
    started = perf_counter()
    encode(texts, model)
    return perf_counter() - started
