"""Shows a report as text, one finding a line, or as JSON."""

import json
from collections.abc import Iterator

from ingest.verify.unused import Unused
from ingest.verify.verification import Checked, Report, Status


def as_text(report: Report) -> str:
    """Give what a person should look at, worst first, and a summary."""
    return "\n".join([*_findings(report), summary(report)])


def summary(report: Report) -> str:
    """Give the counts in one line, and the sources that could not be checked."""
    counts = [f"{len(report.cited(status))} {status.value}" for status in Status if report.cited(status)]
    weak = sum(each.is_weak for each in report.cited(Status.FOUND))
    explained = len(report.unused) - len(report.unexplained)
    parts = [
        f"cited figures: {', '.join(counts) or 'none'}; {weak} of those found are weak",
        f"figures in sentences not found: {len(report.sentences)}",
        f"unused figures of the sources: {explained} explained, {len(report.unexplained)} not",
    ]
    if report.without_text:
        parts.append(f"not checked, for want of a text: {', '.join(report.without_text)}")
    return "\n".join(parts)


def _findings(report: Report) -> Iterator[str]:
    for each in report.cited(Status.NOT_FOUND):
        yield _line(each, "error", "not-found", "the source does not print it; correct it")
    for each in report.cited(Status.ELSEWHERE):
        yield _line(each, "warning", "found-elsewhere", "not in the cited part; correct the citation")
    for each in report.cited(Status.FOUND):
        if each.is_weak and each.match:
            yield _line(each, "warning", "weak", "; ".join(each.match.doubts))
    for each in report.sentences:
        yield _line(each, "warning", "sentence", "no source of the entry prints this figure")
    for figure in report.unexplained:
        yield f"{figure.source}: line {figure.line}: warning[unused] {figure.printed!r} in '{figure.context}'"


def _line(each: Checked, severity: str, rule: str, says: str) -> str:
    claim = each.claim
    cited = "; ".join(f"{source}, {at}" for source, at in claim.ats.items())
    where = f"line {each.match.line} of {each.match.source}" if each.match else cited
    return f"{claim.path}:{claim.line}: {severity}[{rule}] {claim.name}: {claim.text!r}: {says} ({where})"


def as_json(report: Report) -> str:
    """Give every claim and every unused figure with its lines."""
    content = {
        "claims": [_claim(each) for each in report.checked],
        "unused": [_unused(figure) for figure in report.unused],
        "not_checked": list(report.without_text),
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
        "doubts": list(match.doubts) if match else [],
    }


def _unused(figure: Unused) -> dict[str, object]:
    return {
        "source": figure.source,
        "line": figure.line,
        "printed": figure.printed,
        "context": figure.context,
        "reason": figure.reason or None,
    }


FORMATS = {"text": as_text, "json": as_json}
