"""What a query says happened to an outcome, as terms of the index that count beside its words."""

from collections.abc import Iterable, Sequence

from kb.search.concepts import MOVEMENTS, OUTCOME_RESULTS, Mention
from kb.search.failures import RESULTS
from kb.search.words import Word

# Effects that tell entries apart by themselves, by what they mean to the code; most schemes have one that is good.
TOLD = ("bad", "none", "mixed")
OPPOSITE = {"increase": "decrease", "decrease": "increase"}
UNCHANGED = "no-evidence-of-change"
NEGATIONS = frozenset({"not", "no", "never", "without", "nothing", "neither", "nor", "fail", "fails", "failed"})
# A negation is looked for in so many words before what it denies.
REACH = 3


def movements(
    found: Sequence[Word], stems: Sequence[str], mentions: Iterable[Mention], directions: Iterable[Mention]
) -> tuple[str, ...]:
    """Give the terms for what happened: of each outcome that is named, and of the whole where a result is named."""
    mentions = tuple(mentions)
    outcomes = [mention for mention in mentions if mention.concept.startswith("outcomes/")]
    effects = [mention for mention in mentions if mention.concept.startswith("effects/")]
    ways = [
        way
        for direction in directions
        if not _is_part(direction, outcomes, stems)
        for way in _ways(direction, effects, found)
    ]
    named = list(dict.fromkeys(effect.concept.partition("/")[2] for effect in effects))
    told = [
        *(f"#{MOVEMENTS}/{_term(outcome)} {way}" for outcome in outcomes for way in ways),
        *(f"#{OUTCOME_RESULTS}/{_term(outcome)} {effect}" for outcome in outcomes for effect in named),
        *(f"#{RESULTS}/{effect}" for effect in named if effect in TOLD),
    ]
    return tuple(dict.fromkeys(told))


def tells_of_an_outcome(terms: Iterable[str]) -> bool:
    """Tell whether any of the terms is an outcome with what happened to it."""
    return any(term.startswith(f"#{MOVEMENTS}/") for term in terms)


def _term(mention: Mention) -> str:
    return mention.concept.partition("/")[2]


def _is_part(direction: Mention, outcomes: Sequence[Mention], stems: Sequence[str]) -> bool:
    """Tell whether a word for a direction is a word of the outcome: falls, and money that was saved as savings."""
    own = {stem for outcome in outcomes for stem in stems[outcome.first : outcome.last]}
    return own.issuperset(stems[direction.first : direction.last])


def _ways(direction: Mention, effects: Sequence[Mention], found: Sequence[Word]) -> tuple[str, ...]:
    """Give which way it went: not where the words tell whether that was good, another where they are denied."""
    way = _term(direction)
    if way in OPPOSITE and any(_overlaps(direction, effect) for effect in effects):
        return ()
    before = found[max(0, direction.first - REACH) : direction.first]
    if way in OPPOSITE and any(word.text in NEGATIONS for word in before):
        return (UNCHANGED, OPPOSITE[way])
    return (way,)


def _overlaps(one: Mention, other: Mention) -> bool:
    return one.first < other.last and other.first < one.last
