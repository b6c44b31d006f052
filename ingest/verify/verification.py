"""Looks for every claim in the text of its source, and for the figures of each text that no claim uses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.read.load import Base
from ingest.verify.claims import Claim, Kind, claims
from ingest.verify.lines import Span
from ingest.verify.matching import Match, Searched
from ingest.verify.parts import parts
from ingest.verify.texts import SourceText, texts
from ingest.verify.unused import Unused, unused
from kb.model.citations import citations

# A figure outside the cited part is the same figure only if more of the fact's words stand near it.
SHARED_IN_PART = 1
BESIDE = frozenset({Kind.SENTENCE, Kind.WORDS})
SHARED_ELSEWHERE = 4


class Status(StrEnum):
    """What came of looking for a claim."""

    FOUND = "found"
    ELSEWHERE = "found-elsewhere"
    DOUBTFUL = "doubtful"
    """Printed only in a form that says something else as likely as not: 3 in "the third". It confirms nothing."""
    NOT_FOUND = "not-found"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True)
class Checked:
    """A claim, what came of looking for it, and the best place found."""

    claim: Claim
    status: Status
    match: Match | None = None
    absent: tuple[str, ...] = ()
    """Of several sources that are cited for it, those that do not print it where they are cited."""
    lacking: tuple[str, ...] = ()
    """Cited places that the texts do not have, so that nothing can be found there."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """What a person should look at."""
        return (
            *(self.match.doubts if self.match else ()),
            *(f"{source} does not print it there" for source in self.absent),
        )

    @property
    def is_weak(self) -> bool:
        """Whether a person should look: the figure is there, but something about it is unlike the claim."""
        return bool(self.doubts)


@dataclass(frozen=True)
class Report:
    """All claims that were checked, all figures that no entry uses, and the sources without a text or without parts."""

    checked: tuple[Checked, ...]
    unused: tuple[Unused, ...]
    without_text: tuple[str, ...] = ()
    undivided: tuple[str, ...] = ()
    """Sources whose texts show none of their parts, so that they were searched whole."""

    def cited(self, status: Status) -> list[Checked]:
        """Give the cited figures of a status; figures in sentences and words are not among them."""
        return [each for each in self.checked if each.status == status and each.claim.kind not in BESIDE]

    @property
    def unlike(self) -> list[Checked]:
        """Facts whose words share nothing with the cited part."""
        unlike = (e for e in self.checked if e.claim.kind == Kind.WORDS and e.status == Status.NOT_FOUND)
        return [e for e in unlike if not e.lacking]

    @property
    def placeless(self) -> list[Checked]:
        """Facts that are cited to a place that their source's text does not have."""
        return [e for e in self.checked if e.claim.kind == Kind.WORDS and e.lacking]

    @property
    def sentences(self) -> list[Checked]:
        """Figures in sentences of entries that no source of the entry prints: counted from a list, or wrong."""
        return [e for e in self.checked if e.claim.kind == Kind.SENTENCE and e.status == Status.NOT_FOUND]

    @property
    def unexplained(self) -> list[Unused]:
        """Unused figures that no source file gives a reason for."""
        return [figure for figure in self.unused if not figure.reason]

    def below(self, paths: Iterable[Path]) -> "Report":
        """Give the claims of the files or folders named, or all where none is named."""
        wanted = [path.resolve() for path in paths]
        if not wanted:
            return self
        checked = tuple(each for each in self.checked if _is_below(Path(each.claim.path).resolve(), wanted))
        sources = {source for each in checked for source in each.claim.ats}
        left = tuple(figure for figure in self.unused if figure.source in sources)
        without_text, undivided = (
            tuple(source for source in named if source in sources) for named in (self.without_text, self.undivided)
        )
        return Report(checked, left, without_text, undivided)


def _is_below(path: Path, wanted: list[Path]) -> bool:
    return any(path == one or one in path.parents for one in wanted)


def verify(base: Base, *folders: Path) -> Report:
    """Check every claim of the base against the texts in one or more folders; of two texts of a source, the first."""
    found: dict[str, SourceText] = {}
    for folder in folders:
        found = texts(folder, sorted(base.sources)) | found
    return verify_texts(base, found)


def verify_texts(base: Base, found: Mapping[str, SourceText]) -> Report:
    """Check every claim of the base against the texts of its sources, by their ids."""
    searched = {source: _searched(base, text) for source, text in found.items()}
    used: dict[str, list[Span]] = defaultdict(list)
    checked: list[Checked] = []
    for claim in claims(base):
        matches = [match for source in claim.ats if source in searched for match in searched[source].matches(claim)]
        checked.append(_judged(claim, matches, searched))
        for match in matches:
            if claim.kind != Kind.WORDS and _is_use(claim, match, matches[0]):
                used[match.source].append((match.start, match.end))
    left = [each for source in searched for each in unused(searched[source], base.sources[source], used[source])]
    without_text = tuple(sorted(set(base.sources) - set(searched)))
    undivided = tuple(sorted(source for source, each in searched.items() if each.parts.none))
    return Report(tuple(checked), tuple(left), without_text, undivided)


def claims_checked(base: Base, text: SourceText) -> Iterator[Checked]:
    """Check the claims that a base makes of one source against its text alone."""
    searched = {text.source: _searched(base, text)}
    for claim in claims(base):
        if text.source in claim.ats:
            yield _judged(claim, searched[text.source].matches(claim), searched)


def _searched(base: Base, text: SourceText) -> Searched:
    """Divide the text by what citations and the source's own list of unused figures name."""
    source = base.sources[text.source]
    cited = {cite.at for entry in base.entries.values() for _, cite in citations(entry) if cite.source == text.source}
    cited |= {row.at for row in source.unused_figures if row.at}
    return Searched(text, parts(text.text, source.parts, cited))


def _judged(claim: Claim, matches: list[Match], searched: dict[str, Searched]) -> Checked:
    if not any(source in searched for source in claim.ats):
        return Checked(claim, Status.NOT_CHECKED)
    if claim.kind != Kind.SENTENCE and (lacking := tuple(_lacking(claim, searched))):
        return Checked(claim, Status.NOT_FOUND, lacking=lacking)
    if not matches:
        return Checked(claim, Status.NOT_FOUND)
    best = min(matches, key=lambda match: match.rank)
    if claim.kind == Kind.SENTENCE:
        return Checked(claim, Status.FOUND, best)
    if not best.confirms:
        return Checked(claim, Status.DOUBTFUL, best)
    return Checked(
        claim, Status.FOUND if best.inside else Status.ELSEWHERE, best, tuple(_absent(claim, matches, searched))
    )


def _lacking(claim: Claim, searched: Mapping[str, Searched]) -> Iterator[str]:
    """Name the cited places that the texts of their sources do not have."""
    for source, at in claim.ats.items():
        if source in searched and (part := searched[source].parts.lacks(at)):
            yield f"{source} has no {part}"


def _absent(claim: Claim, matches: list[Match], searched: dict[str, Searched]) -> Iterator[str]:
    """A quotation and the words of a fact may be of one source alone; a number or a date is cited for all."""
    if claim.kind in {Kind.NUMBER, Kind.DATE}:
        printed = {match.source for match in matches if match.inside and match.confirms}
        yield from (source for source in claim.ats if source in searched and source not in printed)


def _is_use(claim: Claim, match: Match, best: Match) -> bool:
    """The best match uses its figure; so does another near words of the fact, since reports repeat themselves."""
    is_part = match.told and match.inside
    if claim.kind == Kind.TEXT:
        return match == best or is_part
    if claim.kind == Kind.SENTENCE:
        counts = claim.printed is not None and claim.printed.counts
        return counts and is_part and match.shared >= SHARED_IN_PART
    return match == best or match.shared >= (SHARED_IN_PART if is_part else SHARED_ELSEWHERE)
