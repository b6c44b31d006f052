"""Finds published professional contacts: addresses of organisations, never private ones."""

import re
from collections.abc import Iterator

from ingest.draft.finding import chances
from ingest.draft.finding.facts import Fact, FactKind, Value
from ingest.draft.finding.passages import Passage

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<!\.)")
_PHONE = re.compile(r"(?<!\d)0\d{2,4} ?\d{3,4} ?\d{3,4}(?!\d)")
_PRIVATE = re.compile(
    r"@(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|aol|btinternet|sky|talktalk|virginmedia)\.", re.IGNORECASE
)
_NAME = re.compile(
    r"\b((?!Contact|Email|Tel|Phone|For)[A-Z][a-z'’-]+(?: (?:[A-Z]\.? )?[A-Z][A-Za-z'’-]+){1,2})[\s,:(-]*(?:\w+[:\s-]+){0,2}$"
)


def contacts(passage: Passage, published: str) -> Iterator[Fact]:
    """Give each address of a passage with the name before it and the telephone number after it."""
    for match in _EMAIL.finditer(passage.text):
        if _PRIVATE.search(match.group()):
            continue
        fields: dict[str, Value] = {}
        if name := _NAME.search(passage.text[: match.start()]):
            fields["name"] = name[1]
        fields["email"] = match.group().rstrip(".")
        if phone := _PHONE.search(passage.text):
            fields["phone"] = phone.group()
        if published:
            fields["as_of"] = published
        yield Fact(FactKind.CONTACT, fields, (passage.spot(match.start()),), chances.CONTACT)
