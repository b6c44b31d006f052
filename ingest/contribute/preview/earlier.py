"""The entries as they were at a commit, read out of git's own store: nothing of the commit is run or checked out."""

import io
import subprocess
import tarfile
from pathlib import Path

from kb.errors import BrokenEnvironmentError


def unpacked(reference: str, entries: Path, folder: Path) -> Path:
    """Write the entries folder of a commit below a folder, ordinary files alone, and give its path.

    Raises BrokenEnvironmentError where there is no git, no such commit, or no such folder in it.
    """
    top = Path(_git(entries, "rev-parse", "--show-toplevel").decode().strip())
    inside = entries.resolve().relative_to(top.resolve()).as_posix()
    commit = _git(entries, "rev-parse", "--verify", "--end-of-options", f"{reference}^{{commit}}").decode().strip()
    packed = _git(top, "archive", "--format=tar", commit, "--", inside)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        files = [member for member in archive.getmembers() if member.isfile() or member.isdir()]
        archive.extractall(folder, members=files, filter="data")
    return folder / inside


def _git(folder: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise BrokenEnvironmentError("there is no git here; install it, or leave --base out") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise BrokenEnvironmentError(f"git {words[0]}: {said[-1] if said else 'failed'}; name a commit, branch or tag")
    return done.stdout
