"""RIS, which reference managers read."""

from collections.abc import Iterable

from kb.exports.references import Reference


def ris(references: Iterable[Reference]) -> str:
    """Write references as RIS, each as a web page of the base."""
    return "".join(_record(reference) for reference in references)


def _record(reference: Reference) -> str:
    tags = [
        ("TY", "ELEC"),
        ("ID", reference.key),
        ("AU", f"{reference.base},"),
        ("TI", reference.title),
        ("T2", reference.base),
        ("PB", reference.publisher),
        ("PY", reference.day[:4]),
        ("DA", reference.day.replace("-", "/")),
        ("AB", reference.abstract),
        ("CY", reference.place),
        *(("KW", keyword) for keyword in reference.keywords),
        ("LA", "en"),
        ("DB", reference.base),
        ("UR", reference.url),
        *(("N1", note) for note in reference.notes),
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "".join(f"{line}\r\n" for line in (*lines, "ER  - ", ""))
