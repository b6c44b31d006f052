"""Tunes a base's encoder with the vectors that its database has; others are kept on the way, as in a build."""

from pathlib import Path

from ingest.progress import stage, told
from ingest.read.load import Base
from ingest.store.cache import CACHE
from ingest.store.database import prepare_folder
from ingest.store.kept_vectors import keeping
from ingest.vectors.embed import Encoded, embed, encode
from ingest.vectors.model import Model, published
from ingest.vectors.previous import stored_tokens
from ingest.vectors.tuning.card import Tuning
from ingest.vectors.tuning.lessons import Lessons, lessons
from ingest.vectors.tuning.tuning import tune
from kb.model.encoder import FOLDER

# Bytes that the vectors and what is learnt take.
SPACE = 100_000_000


def tune_base(base: Base, other: Base, entries: Path, database: Path) -> Tuning:
    """Tune the encoder that a base names, as published, and write what it learnt into the base's folder.

    `other` is a base on another subject, by whose questions late interaction is put on the scale of all.

    Raises ContentError where nothing good comes of it, BrokenEnvironmentError where it can't be written.
    """
    prepare_folder(database.parent, SPACE)
    kept = keeping(database.parent / CACHE, encode)

    def encoded(model: Model, found: Lessons) -> list[Encoded]:
        with stage("embed", len(found.passages)) as advance:
            embedded = embed(found.passages, model, database, told(advance), kept)
        tokens = embedded.tokens | stored_tokens(database, sorted(embedded.vectors.keys() - embedded.tokens.keys()))
        return [Encoded(embedded.vectors[hash_], tokens.get(hash_, b"")) for hash_ in embedded.hashes if hash_]

    return tune(lessons(base, other), base.about, published(entries), entries / FOLDER, encoded)
