"""The tutorial does what it says: each command is run in its order, each file is written where the text puts it."""

import re
import subprocess
from pathlib import Path

from tests.samples import REPOSITORY

BLOCK = re.compile(r"^```(sh|yaml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`(practice/\S+?\.yml)`")
# What a comment promises of the command before it.
PROMISES = {"four": 4, "one mistake": 1, "no problem": 0, "there is none": 0}


def commands(block: str) -> list[tuple[str, str]]:
    pairs = (line.partition("  # ") for line in block.splitlines())
    return [(command.strip(), said.strip()) for command, _, said in pairs]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = str(REPOSITORY / ".venv" / "bin" / "kb")
    words = ["bash", "-c", command.replace(".venv/bin/kb", program)]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def test_each_step_of_the_tutorial_comes_out_as_told(tmp_path: Path) -> None:
    text = (REPOSITORY / "docs" / "tutorial.md").read_text(encoding="utf-8")
    done = []
    for found in BLOCK.finditer(text):
        if found[1] == "yaml":
            (tmp_path / FILE.findall(text[: found.start()])[-1]).write_text(found[2], encoding="utf-8")
            continue
        for command, said in commands(found[2]):
            if command.startswith("make"):
                continue
            ended = run(command, tmp_path)
            promised = next((number for words, number in PROMISES.items() if words in said), None)
            if promised is not None:
                told = ended.stdout + ended.stderr
                errors = re.search(r"(\d+) errors?", told)
                assert errors, told
                assert int(errors[1]) == promised, told
            else:
                assert ended.returncode == 0, f"{command}\n{ended.stdout}{ended.stderr}"
            done.append(ended.stdout)
    assert "Riverside library lends rowing boats" in done[-1]
