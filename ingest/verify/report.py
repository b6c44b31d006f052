"""Shows a report as text, one claim or figure a line, or as JSON."""

import json
from collections.abc import Iterator

from ingest.verify.unused import Unused
from ingest.verify.verification import Checked, Report, Status

NOT_PRINTED = "the source does not print it"
UNLIKE = "no word of it stands in the cited part; look whether the citation is right"
UNSURE = "may say something else; look"
ELSEWHERE = "not printed in the cited part; correct the citation"


def as_text(report: Report) -> str:
    """Give every claim and every unused figure; what a person must look at comes last, above the summary."""
    return "\n".join([*_findings(report), summary(report)])


def summary(report: Report) -> str:
    """Give the counts in one line, and the sources that could not be checked."""
    counts = [f"{len(report.cited(status))} {status.value}" for status in Status if report.cited(status)]
    weak = sum(each.is_weak for each in report.cited(Status.FOUND))
    explained = len(report.unused) - len(report.unexplained)
    parts = [
        f"cited figures: {', '.join(counts) or 'none'}; {weak} of those found are weak",
        f"figures in sentences not found: {len(report.sentences)}",
        f"facts whose words share nothing with the cited part: {len(report.unlike)}",
        f"unused figures of the sources: {explained} explained, {len(report.unexplained)} not",
    ]
    if report.undivided:
        parts.append(f"searched whole, as their texts do not show their parts: {', '.join(report.undivided)}")
    if report.without_text:
        parts.append(f"not checked, for want of a text: {', '.join(report.without_text)}")
    return "\n".join(parts)


def _findings(report: Report) -> Iterator[str]:
    found = report.cited(Status.FOUND)
    yield from (_line(each, "found") for each in found if not each.is_weak)
    yield from (_unused_line(figure, "left out") for figure in report.unused if figure.reason)
    yield from (_line(each, "warning[weak]") for each in found if each.is_weak)
    yield from (_line(each, "warning[not-checked]") for each in report.cited(Status.NOT_CHECKED))
    yield from (_line(each, "warning[sentence]", NOT_PRINTED) for each in report.sentences)
    yield from (_line(each, "warning[words]", UNLIKE) for each in report.unlike)
    yield from (_unused_line(figure, "warning[unused]") for figure in report.unexplained)
    yield from (_line(each, "warning[doubtful]", UNSURE) for each in report.cited(Status.DOUBTFUL))
    yield from (_line(each, "warning[found-elsewhere]", ELSEWHERE) for each in report.cited(Status.ELSEWHERE))
    yield from (_line(each, "error[no-place]", "correct the citation") for each in report.placeless)
    yield from (
        _line(each, "error[not-found]", "there is no such place" if each.lacking else f"{NOT_PRINTED}; correct it")
        for each in report.cited(Status.NOT_FOUND)
    )


def _line(each: Checked, finding: str, says: str = "") -> str:
    claim = each.claim
    cited = "; ".join(f"{source}, {at}" for source, at in claim.ats.items())
    where = f"line {each.match.line} of {each.match.source}" if each.match else cited
    says = "; ".join([*([says] if says else []), *each.lacking, *each.doubts])
    return f"{claim.path}:{claim.line}: {finding} {claim.name}: {claim.text!r}{': ' if says else ''}{says} ({where})"


def _unused_line(figure: Unused, finding: str) -> str:
    why = f": {figure.reason}" if figure.reason else ""
    return f"{figure.source}: line {figure.line}: {finding} {figure.printed!r} in '{figure.context}'{why}"


def as_json(report: Report) -> str:
    """Give every claim and every unused figure with its lines."""
    content = {
        "claims": [_claim(each) for each in report.checked],
        "unused": [_unused(figure) for figure in report.unused],
        "not_checked": list(report.without_text),
        "searched_whole": list(report.undivided),
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def _claim(each: Checked) -> dict[str, object]:
    claim, match = each.claim, each.match
    return {
        "path": claim.path,
        "line": claim.line,
        "entry": claim.slug,
        "field": claim.name,
        "kind": claim.kind.value,
        "claimed": claim.text,
        "at": dict(claim.ats),
        "status": each.status.value,
        "source": match.source if match else None,
        "source_line": match.line if match else None,
        "part_found": match.told if match else None,
        "doubts": [*each.lacking, *each.doubts],
    }


def _unused(figure: Unused) -> dict[str, object]:
    return {
        "source": figure.source,
        "line": figure.line,
        "printed": figure.printed,
        "context": figure.context,
        "reason": figure.reason or None,
    }
