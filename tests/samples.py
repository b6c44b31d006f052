"""Small entries that the tests build on. Every test writes real files and reads them back."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from ingest.read.copying import copy_frame
from kb.model.base import BaseFile

REPOSITORY = Path(__file__).parent.parent
BASE = BaseFile.model_validate(yaml.safe_load((REPOSITORY / "entries" / "base.yml").read_text(encoding="utf-8")))
CITE = {"source": "leaflet-2016", "at": "slide 3"}

SOURCE: dict[str, Any] = {
    "title": "A leaflet about Sampleton",
    "authors": ["Sampleton CCG"],
    "publisher": "Sampleton CCG",
    "date": "2016-11",
    "type": "report",
    "parts": "slide",
    "read": "whole",
    "measured": True,
    "limits": "Made for tests.",
}

ENTRY: dict[str, Any] = {
    "kind": "vanguard",
    "vanguard": {"type": "mcp", "wave": 1, "chosen": "2015-03", "cite": CITE},
    "title": "Sampleton community provider",
    "summary": "General practices in Sampleton work as one team with community nurses.",
    "care_models": ["mcp"],
    "settings": ["general-practice", "community"],
    "population_groups": ["whole-population"],
    "status": {"state": "in-progress", "as_of": "2016-11"},
    "place": {
        "name": "Sampleton",
        "region": "east-midlands",
        "country": "england",
        "latitude": 52.9,
        "longitude": -1.3,
    },
    "organisations": [{"name": "NHS Sampleton CCG", "role": "commissioner"}],
    "population": [{"size": 97000, "counts": "registered patients", "group": "whole-population", "cite": CITE}],
    "contract": {
        "types": ["capitated"],
        "stage": "shadow form in 2016/17",
        "values": [{"amount": 20000000, "currency": "GBP", "what": "whole budget", "period": "a year", "cite": CITE}],
        "terms": [{"text": "The budget is fixed for each person on the list.", "cite": CITE}],
    },
    "contacts": [
        {"name": "Pat Example", "email": "pat@example.nhs.uk", "as_of": "2016-11", "cite": CITE},
        {
            "name": "Team office",
            "email": "sam.desk@example.nhs.uk",
            "phone": "0123 456 7890",
            "as_of": "2016-11",
            "cite": CITE,
        },
    ],
    "impacts": [
        {
            "outcome": "emergency-admissions",
            "direction": "decrease",
            "about": ["mcp"],
            "measure": "change",
            "value": -9.5,
            "unit": "percent",
            "basis": "observed",
            "design": "before-after",
            "baseline": "2014/15",
            "cite": CITE,
        }
    ],
    "milestones": [{"date": "2016/17", "what": "Shadow budget begins", "state": "planned", "cite": CITE}],
    "figures": [{"value": 12, "unit": "practices", "what": "Practices that take part", "cite": CITE}],
    "lessons": [{"text": "Agree early how savings are shared.", "cite": CITE}],
    "questions": [
        "Does teamwork between surgeries and district nurses keep people out of hospital?",
        "How is a fixed budget for each patient tried out before it is real?",
        "Whom can I ask about joined-up surgeries?",
    ],
    "not_stated": [{"field": "contract.duration", "note": "How long the contract runs."}],
    "review": {"last_checked": "2017-03-01", "by": "Test editors"},
}


class _Dumper(yaml.SafeDumper):
    """Entries may not have aliases, so what is used twice is written twice."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def entry(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any YAML value
    """Give a copy of the sample entry with some fields changed; None removes one, and only a vanguard has a wave."""
    changed = {**deepcopy(ENTRY), **changes}
    if changed["kind"] != "vanguard" and "vanguard" not in changes:
        changed["vanguard"] = None
    if "care_models" in changes and "impacts" not in changes:
        changed["impacts"][0]["about"] = []
    if "title" in changes and "impacts" not in changes:
        # Two entries that told one claim without saying so would be refused.
        changed["impacts"][0]["population"] = f"people of {str(changes['title'])[:60]}"
    return {name: value for name, value in changed.items() if value is not None}


def write_entry(root: Path, slug: str, data: dict[str, Any] | str, folder: str = "vanguards") -> Path:
    """Write an entry, or any text, where an entry belongs."""
    path = root / folder / f"{slug}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = data if isinstance(data, str) else yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_base(root: Path, **entries: dict[str, Any]) -> Path:
    """Write an entries folder with real vocabularies, one source, and entries named with underscores."""
    copy_frame(REPOSITORY / "entries", root, without=frozenset({"sources", "encoder"}))
    write_entry(root, "leaflet-2016", SOURCE, "sources")
    for name, data in (entries or {"sampleton_mcp": entry()}).items():
        write_entry(root, name.replace("_", "-"), data)
    return root
