"""Gives the part of a lock file that serving needs: the packages named, and what the lock says that they need."""

import re
import sys
from pathlib import Path

_NAME = re.compile(r"^([A-Za-z0-9_.-]+)==")
_VIA = re.compile(r"^ {4}#(?: via)? +([A-Za-z0-9_.-]+)$")


def blocks(lock: str) -> dict[str, str]:
    """Give the lines of each package of a lock file, by its name."""
    found: dict[str, str] = {}
    name = ""
    for line in lock.splitlines():
        if start := _NAME.match(line):
            name = start[1].lower()
            found[name] = ""
        if name:
            found[name] += f"{line}\n"
    return found


def needed(packages: dict[str, str], wanted: set[str]) -> set[str]:
    """Add to the packages wanted those that they need, as the comments of the lock file tell."""
    via = {
        name: {match[1].lower() for line in text.splitlines() if (match := _VIA.match(line))}
        for name, text in packages.items()
    }
    while more := {name for name, by in via.items() if by & wanted} - wanted:
        wanted = wanted | more
    return wanted


def main(lock: Path, names: Path) -> None:
    """Print the part of the lock. Raises SystemExit where a package is not in it."""
    packages = blocks(lock.read_text(encoding="utf-8"))
    wanted = set(names.read_text(encoding="utf-8").split())
    missing = sorted(wanted - packages.keys())
    if missing:
        raise SystemExit(f"{lock}: {', '.join(missing)} is not locked; run `make lock`")
    print("".join(packages[name] for name in sorted(needed(packages, wanted))), end="")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
