"""The text about the base and its method: one for every base, with the words of this one."""

from collections.abc import Iterable
from pathlib import Path
from string import Template

from kb.model.base import BaseFile
from kb.published.wording import joined
from kb.synthesis.subjects import VOCABULARIES

SOURCE = Path(__file__).parent / "templates" / "method.md"
Kind = tuple[str, str, str]
"""Id, label and definition of a kind."""


def method(base: BaseFile, kinds: Iterable[Kind]) -> str:
    """Give the method as Markdown."""
    wording = base.wording
    return Template(SOURCE.read_text(encoding="utf-8")).substitute(
        name=base.name,
        licence=f"{base.licence.title} ({base.licence.name})",
        about=wording.about,
        kinds="\n".join(_kind(base, *kind) for kind in kinds),
        setting=base.label("setting").lower(),
        care_model=base.label("care_model").lower(),
        care_models=base.plural("care_model").lower(),
        contract_types=base.plural("contract_type").lower(),
        topics=joined([base.plural(one.filter).lower() for one in VOCABULARIES.values()]),
        good_for=wording.good_for,
        directions=wording.directions,
        story=wording.story,
        people=wording.people,
        readings=f"## What readers found\n{wording.readings}\n\n" if wording.readings else "",
    )


def _kind(base: BaseFile, kind: str, label: str, definition: str) -> str:
    worded = base.wording.kinds.get(kind)
    return f"- A **{label.lower()}** {worded}" if worded else f"- **{label}**: {definition}"
