"""Outcomes that a text names where it says that they changed: there even everyday words can be taken at their word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.draft.finding.words import patterns
from ingest.tag.mention import Mention
from kb.model.vocabulary import Vocabularies

DOWN = (
    r"reduc\w+|falls?|fallen|falling|fell|drop(?:s|ped|ping)?|decreas\w+|declin\w+|lower(?:ed|ing)?|fewer|less|cut(?:s|ting)?|down|avoid\w*|averted|"
    r"prevented|shorter|shorten\w*|saved?|minus|smaller|slower|shrank|slashed|downturn"
)
UP = (
    r"increas\w+|rises?|risen|rising|rose|grow(?:s|n|ing|th)?|grew|higher|more|longer|up|improv\w+|climb\w*|additional|extra|gain\w*|"
    r"faster|doubl\w+|upturn"
)
CHANGES = r"reductions?|falls?|drops?|decreases?|declines?|cuts?|increases?|rises?|growth|improvements?|changes?|upturn|downturn"


@dataclass(frozen=True)
class OutcomeWords:
    """Outcomes by every word that the vocabulary knows for them."""

    vocabularies: Vocabularies

    @cached_property
    def _by_words(self) -> dict[str, str]:
        return {
            word.lower(): outcome
            for outcome, term in reversed(self.vocabularies.terms("outcomes").items())
            for word in (*term.narrower, *term.synonyms, term.label)
            if len(word) > 2
        }

    @cached_property
    def _changed(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, sorted(self._by_words, key=len, reverse=True)))
        helping = r"(?:has|have|had|was|were|is|are|also|been|being)"
        before = (
            r"the|their|overall|average|total|all|both|use of|number of|numbers of|rates? of|levels? of|visits to|\w+"
        )
        return re.compile(
            rf"\b(?P<noun>{CHANGES}) (?:was seen |were seen )?(?:in|of|to) (?:(?:{before}) )*?(?P<after>{words})\b"
            rf"|\b(?P<before>{words}) (?:{helping} ){{0,3}}(?P<verb>{DOWN}|increas\w+|rose|risen|grew|grown|improved|doubled)\b",
            re.IGNORECASE,
        )

    def completed(self, text: str, named: Sequence[Mention]) -> list[Mention]:
        """Give the mentions of a text with the outcomes that the tagger leaves alone and that verbs and changes make plain."""
        found = list(named)
        for term, told in patterns("outcome verbs"):
            for match in told.finditer(text):
                found = _with_longer(found, Mention(*match.span(), match.group(), "outcomes", term, "verb", None, None))
        for match in self._changed.finditer(text):
            mention = self._of_change(match)
            if not _overlapping(found, mention):
                found.append(mention)
        return sorted(found, key=lambda mention: mention.start)

    def _of_change(self, match: re.Match[str]) -> Mention:
        group = "after" if match["after"] else "before"
        word = match["noun"] or match["verb"]
        direction = "decrease" if re.fullmatch(DOWN, word, re.IGNORECASE) else "increase"
        said = None if word.lower().startswith("change") else direction
        outcome = self._by_words[match[group].lower()]
        return Mention(*match.span(group), match[group], "outcomes", outcome, "change", said, None)


def _with_longer(found: list[Mention], mention: Mention) -> list[Mention]:
    """Of two outcomes at one place the longer counts; it takes over what is said of the shorter."""
    inside = _overlapping(found, mention)
    if any(other.end - other.start >= mention.end - mention.start for other in inside):
        return found
    said = next((other for other in inside if other.direction), mention)
    kept = [other for other in found if other not in inside]
    return [*kept, replace(mention, direction=said.direction, negated=said.negated)]


def _overlapping(found: Sequence[Mention], mention: Mention) -> list[Mention]:
    return [
        other
        for other in found
        if other.vocabulary == "outcomes" and other.start < mention.end and mention.start < other.end
    ]
