"""Who takes part: the organisations that passages name, each once, with its role by what is said of it or by its kind."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.draft.finding.passages import Passage
from ingest.draft.finding.words import patterns, words

_KINDS = (
    ("commissioner", r"Clinical Commissioning [Gg]roups?|CCGs?|Primary Care Trust|PCT|Council"),
    ("provider", r"Trust|Hospitals?|Hospice|Practice|Surgery|Healthcare|Federation|Care UK|Virgin|Partnership"),
    ("evaluator", r"University|Nuffield|RAND|Analytics Unit|Institute|College"),
    ("regulator", r"Monitor|Care Quality Commission|Improvement"),
)
_ARTICLE = re.compile(r"(?: (?:the|NHS))* ?$")
# How far from its name a word may stand that says what an organisation does, in letters.
NEAR = 24


def takers_part(passages: Iterable[Passage], called: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Give name and role of each organisation, those named most often first; papers that report it are left out.

    An organisation that the unit is called after (`called`) leads it.
    """
    own = set(map(_folded, called))
    counted: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    roles: dict[str, Counter[str]] = {}
    for name, role in _named(passages):
        key = _folded(name)
        counted[key] += 1
        names.setdefault(key, Counter())[name] += 1
        roles.setdefault(key, Counter()).update(filter(None, [role]))
    return [
        (_fullest(names[key]), "lead" if key in own else _role(key, roles[key])) for key, _ in counted.most_common()
    ]


def _named(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    press = set(words("press"))
    for passage in passages:
        for mention in passage.mentions:
            if mention.vocabulary == "organisation" and mention.text not in press:
                yield mention.text, _told(passage.text[: mention.start], passage.text[mention.end :])


def _told(before: str, behind: str) -> str:
    """Give the role that the words beside a name tell; empty where they tell none."""
    near = _ARTICLE.sub("", before[-NEAR:])
    for role, told in patterns("roles before", ignoring_case=True):
        if any(match.end() == len(near) for match in told.finditer(near)):
            return role
    first = behind[:NEAR]
    return next((role for role, told in patterns("roles behind") if re.match(rf" (?:\w+ )?{told.pattern}", first)), "")


def _folded(name: str) -> str:
    """'NHS Sampleton Clinical Commissioning Group' and 'Sampleton CCG' are one."""
    short = re.sub(r"clinical commissioning groups?", "ccg", name.casefold())
    return re.sub(r"^(?:the |nhs (?=.* ccg))+|\b(?:nhs|foundation) (?=trust|foundation)", "", short)


def _fullest(called: Counter[str]) -> str:
    return max(called, key=lambda name: (len(name), name))


def _role(key: str, told: Counter[str]) -> str:
    if told:
        return told.most_common(1)[0][0]
    return next((role for role, kind in _KINDS if re.search(rf"\b(?:{kind})\b", key, re.IGNORECASE)), "partner")
