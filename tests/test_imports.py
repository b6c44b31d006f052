import subprocess
import sys


def test_checking_entries_loads_no_model() -> None:
    heavy = "{'spacy', 'torch', 'onnxruntime'}"
    code = f"import sys, ingest.cli, ingest.read.check, ingest.read.load; print(*{heavy} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == ""
