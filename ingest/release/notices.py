"""Third-party notices: what is installed of a lock file, under which licence; a licence that is not permissive is refused."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from kb.errors import BrokenEnvironmentError, KbError

PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)
# The Mozilla licence is of a file, not of what uses it.
PERMISSIVE = re.compile(
    r"\b(mit|mit-cmu|bsd|0bsd|bsd-[23]-clause|apache|apache-2\.0|isc|psf|psf-2\.0|python software foundation|python-2\.0"
    r"|mpl|mpl-2\.0|mozilla public license|unlicense|cc0|cc0-1\.0|zlib|hpnd|wtfpl|public domain|boost|bsl-1\.0|cc-by-4\.0)\b",
    re.IGNORECASE,
)
COPYLEFT = re.compile(r"\b(a?gpl|lgpl|gnu|affero|sspl|commons clause|cc-by-nc)", re.IGNORECASE)
TEXTS = re.compile(r"^(licen[cs]e|copying|notice)", re.IGNORECASE)
LONGEST = 100
# The licence that its own first words tell, where the metadata say nothing.
MIT_WORDS = "Permission is hereby granted, free of charge, to any person obtaining"


@dataclass(frozen=True)
class Notice:
    """A package: name, version, licence in a few words, and the texts that its authors ask to be passed on."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]

    @property
    def is_permissive(self) -> bool:
        """Tell whether the licence, or one of those offered, lets anyone use and pass on the package."""
        offered = re.split(r"\bor\b", self.licence, flags=re.IGNORECASE)
        return any(PERMISSIVE.search(one) and not COPYLEFT.search(one) for one in offered)

    def __str__(self) -> str:
        """Give a section of the notices."""
        texts = "".join(f"\n```\n{text.strip()}\n```\n" for text in self.texts)
        return f"## {self.name} {self.version}\n\n{self.licence}\n{texts}"


def notices(lock: Path) -> list[Notice]:
    """Give a notice for each package of a lock file that is installed. Raises OSError where there is no such file."""
    named = PINNED.findall(lock.read_text(encoding="utf-8"))
    return [notice for name, _ in named for notice in _of(name)]


def _of(name: str) -> Iterator[Notice]:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        # The lock file names packages of other systems too.
        return
    yield Notice(str(found.metadata["Name"]), found.version, licence_of(found), tuple(_texts(found)))


def licence_of(found: Distribution) -> str:
    """Give a package's licence as its metadata says: an expression, else classifiers, else the licence in words."""
    expression = _told(found, "License-Expression")
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in found.metadata.get_all("Classifier") or []
        if line.startswith("License ::") and line != "License :: OSI Approved"
    ]
    words = " ".join(_told(found, "License").split())[:LONGEST]
    return expression or " or ".join(classifiers) or words or _by_its_text(found)


def _by_its_text(found: Distribution) -> str:
    texts = (" ".join(text.split()) for text in _texts(found))
    return "MIT, by the text of its licence" if any(MIT_WORDS in text for text in texts) else "not stated"


def _told(found: Distribution, name: str) -> str:
    return str(found.metadata[name]) if name in found.metadata else ""


def _texts(found: Distribution) -> Iterator[str]:
    for path in sorted(found.files or [], key=str):
        if TEXTS.match(path.name) and ".dist-info" in str(path):
            yield Path(str(path.locate())).read_text(encoding="utf-8", errors="replace")


def require_permissive(found: list[Notice]) -> None:
    """Raise BrokenEnvironmentError that names the packages whose licence is not known to be permissive."""
    wrong = [f"{notice.name} ({notice.licence})" for notice in found if not notice.is_permissive]
    if wrong:
        message = f"not known to be permissive: {', '.join(wrong)}; replace the package, or say why in {__name__}"
        raise BrokenEnvironmentError(message)


def main() -> None:
    """Write the notices of lock files into the file that is named first, or end with what is wrong."""
    target, *locks = map(Path, sys.argv[1:])
    try:
        found = [notice for lock in locks for notice in notices(lock)]
        require_permissive(found)
    except KbError as error:
        sys.exit(str(error))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("# Third-party notices\n\n" + "\n".join(map(str, found)), encoding="utf-8")
    print(f"{target}: {len(found)} packages, all permissive")


if __name__ == "__main__":
    main()
