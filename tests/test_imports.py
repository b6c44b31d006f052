import ast
import subprocess
import sys
from pathlib import Path

import kb

LIBRARY = Path(kb.__path__[0])


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_the_reading_side_never_imports_the_writing_side() -> None:
    assert [path for path in LIBRARY.rglob("*.py") if "ingest" in imported(path)] == []


def test_the_reading_side_needs_neither_spacy_nor_torch() -> None:
    heavy = {"spacy", "torch", "sentence_transformers", "transformers"}
    assert [path for path in LIBRARY.rglob("*.py") if heavy & imported(path)] == []


def test_checking_entries_loads_no_model() -> None:
    heavy = "{'spacy', 'torch', 'onnxruntime'}"
    code = f"import sys, ingest.cli, ingest.check, ingest.load; print(*{heavy} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == ""
