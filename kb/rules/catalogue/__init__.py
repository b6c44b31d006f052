"""Every rule of the base by its id: what `kb check` can say, and nothing else."""

from collections.abc import Mapping

from kb.rules.catalogue.base import BASE
from kb.rules.catalogue.claims import CLAIMS
from kb.rules.catalogue.dates import DATES
from kb.rules.catalogue.files import FILES
from kb.rules.catalogue.naming import NAMING
from kb.rules.catalogue.people import PEOPLE
from kb.rules.catalogue.shape import SHAPE
from kb.rules.catalogue.words import WORDS
from kb.rules.catalogue.writing import WRITING
from kb.rules.rule import Rule

GROUPS: Mapping[str, tuple[Rule, ...]] = {
    "Files": FILES,
    "How YAML is written": WRITING,
    "Fields and their values": SHAPE,
    "What an entry names": NAMING,
    "Results and figures": CLAIMS,
    "Dates": DATES,
    "People": PEOPLE,
    "Texts and citations": WORDS,
    "Sources, vocabularies, base.yml": BASE,
}
RULES: Mapping[str, Rule] = {rule.id: rule for rules in GROUPS.values() for rule in rules}
