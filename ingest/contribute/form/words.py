"""What the form calls each field, and what it says of it where the model's own words speak of files and ids."""

from collections.abc import Sequence

# Where the field's own name is not what people would say.
LABELS = {
    "Entry.vanguard": "Wave in which it was chosen",
    "Entry.impacts": "Results",
    "Entry.figures": "Other numbers",
    "Entry.population": "People counted",
    "Entry.contract": "Contract and money",
    "Entry.milestones": "Steps",
    "Entry.lessons": "What was learnt",
    "Entry.questions": "Questions that it answers",
    "Entry.not_stated": "What the report does not say",
    "Entry.related": "Entries to read next",
    "Entry.review": "Last check",
    "Entry.superseded": "Later entries that replace it",
    "Entry.withdrawn": "Withdrawal",
    "Entry.population_groups": "Whom it is for",
    "Status.state": "How far it had come",
    "Status.as_of": "Date of that",
    "Site.type": "Type of site",
    "Site.chosen": "Chosen in",
    "Population.size": "Number of people",
    "Population.size_max": "Upper end of a range",
    "Population.counts": "Who is counted",
    "Population.group": "Group of people",
    "ContractValue.amount": "Sum",
    "ContractValue.what": "What it pays for",
    "ContractValue.period": "Time that it covers",
    "Contract.types": "Types of contract and payment",
    "Contract.values": "Sums of money",
    "Contract.terms": "What the contract says",
    "ContractTerm.text": "The term, in your own words",
    "Contact.as_of": "Date of the report that prints it",
    "Contact.email": "E-mail address",
    "Contact.phone": "Telephone number",
    "Contact.role": "Job title",
    "Contact.organisation": "Employer",
    "Organisation.role": "What it did",
    "Impact.outcome": "What was measured",
    "Impact.direction": "What happened to it",
    "Impact.about": "What of this entry it concerns",
    "Impact.schemes": "Schemes that it concerns",
    "Impact.measure": "What the value is",
    "Impact.value": "Value",
    "Impact.value_to": "Upper end of a range",
    "Impact.qualifier": "Printed word before the value",
    "Impact.from": "Level before",
    "Impact.to": "Level after",
    "Impact.basis": "How the report knows",
    "Impact.design": "How it was studied",
    "Impact.reviewed_design": "Design of the studies reviewed",
    "Impact.baseline": "Counted from",
    "Impact.comparator": "Compared with",
    "Impact.population": "In whom",
    "Impact.interval": "Confidence interval",
    "Impact.confirms": "Claims that it bears out",
    "Impact.contradicts": "Claims that it speaks against",
    "Impact.id": "Short name",
    "Impact.repeats": "Repeats the claim",
    "Comparator.name": "Who or what",
    "Comparator.value": "Value there",
    "Interval.low": "Lower limit",
    "Interval.high": "Upper limit",
    "Interval.level": "Level in percent",
    "Figure.id": "Short name",
    "Figure.repeats": "Repeats the claim",
    "Figure.value": "Number",
    "Figure.value_to": "Upper end of a range",
    "Figure.qualifier": "Printed word before the number",
    "Figure.what": "What it counts",
    "Population.qualifier": "Printed word before the number",
    "ContractValue.qualifier": "Printed word before the sum",
    "Milestone.to": "Until",
    "Milestone.what": "What happened",
    "Milestone.state": "Planned or happened",
    "Lesson.text": "The lesson, in your own words",
    "NotStated.field": "What is missing",
    "NotStated.note": "What exactly is not said",
    "Related.slug": "Entry",
    "Related.note": "Why a reader would go there",
    "Review.last_checked": "Checked on",
    "Review.by": "Checked by",
    "Superseded.by": "Later entry",
    "Superseded.note": "What no longer stands",
    "Withdrawal.on": "Withdrawn on",
    "Withdrawal.successor": "Entry to read instead",
    "Cite.source": "Report",
    "Cite.at": "Page, slide or paragraph",
    "Source.parts": "What its parts are called",
    "Source.read": "How far you read it",
    "Source.measured": "Does it give measured results?",
    "Source.limits": "What a careful reader must know",
    "Source.doi": "DOI",
    "Source.url": "Web address",
    "Source.type": "Kind of document",
    "Source.accessed": "Read on",
    "Source.unused_figures": "Figures left out",
    "UnusedFigure.printed": "Figure as printed",
    "UnusedFigure.at": "Page, slide or paragraph",
    "UnusedFigure.reason": "Why it is left out",
}
ANY = {"cite": "Where it stands", "note": "Note for a careful reader", "value_to": "Upper end of a range"}
# What one of several parts is called.
ONE = {
    "impacts": "result",
    "figures": "number",
    "population": "group of people",
    "values": "sum",
    "terms": "term",
    "contacts": "contact",
    "organisations": "organisation",
    "milestones": "step",
    "lessons": "lesson",
    "not_stated": "gap",
    "related": "entry to read next",
    "superseded": "later entry",
    "confirms": "claim",
    "contradicts": "claim",
    "unused_figures": "figure",
    "cite": "place",
}
HELP = {
    "Entry.kind": "What the entry is about.",
    "Entry.summary": "At most 80 words of plain English, in your own words.",
    "Entry.questions": "Three to eight questions, in the words of those who ask. One a line.",
    "Entry.withdrawn": "Only where the entry no longer counts.",
    "Cite.source": "Leave it as it is for the report that you named at the top.",
    "Cite.at": "As the report names it: page 12, slide 3, chapter 2, paragraph 4.1.",
    "Impact.value": "As printed, with a minus for a fall: -36 for a fall of 36 percent.",
    "Impact.about": "Tick those that the report ties the result to.",
    "Impact.id": "Only needed where another entry points to this result: lower-case words joined by hyphens.",
    "Impact.repeats": "Where another entry tells the same result: its address name, #, and the short name there.",
    "Impact.schemes": "For a study: address names of the entries that it evaluates and this concerns, one a line.",
    "Figure.id": "Only needed where another entry points to this number.",
    "Figure.repeats": "Where another entry tells the same number: its address name, #, and the short name there.",
    "Figure.unit": "What is counted, or the currency.",
    "ClaimLink.claim": "The other entry's address name, #, and the claim's short name there.",
    "ContractValue.amount": "Written out in full: 20000000 for 20 million.",
    "ContractValue.currency": "Currency.",
    "NotStated.field": "What readers would look for: contract value, number of patients, dates …",
    "Related.slug": "Begin to type its name; the address name is filled in.",
    "Superseded.by": "The entry's address name.",
    "Withdrawal.successor": "The entry's address name.",
    "Review.by": "Your team or role, such as “Transformation team, Riverside CCG”. No private names.",
    "Source.authors": "As printed, people or bodies. One a line.",
    "Source.read": "The whole document, or only its abstract, a summary, a press text or an excerpt.",
    "Source.url": "Copied from the browser; it begins with https://",
    "Milestone.state": "Whether it happened or was planned.",
}
DATE_HELP = "As printed: 2016, 2016-11, 2016-11-03, 2015/16 for a financial year, Q1 2015/16, 2010s."
# Texts that run over more than a line.
LONG = frozenset({
    "Entry.summary", "Impact.note", "Figure.note", "Figure.what", "Population.note", "ContractValue.note",
    "ContractTerm.text", "Lesson.text", "NotStated.note", "Related.note", "Superseded.note", "Withdrawal.reason",
    "Milestone.what", "Source.limits", "UnusedFigure.reason", "ClaimLink.note",
})  # fmt: skip
# What few entries need, folded away.
SELDOM = frozenset({
    "Impact.id", "Impact.repeats", "Impact.schemes", "Impact.qualifier", "Impact.value_to", "Impact.from", "Impact.to",
    "Impact.reviewed_design", "Impact.interval", "Impact.confirms", "Impact.contradicts",
    "Figure.id", "Figure.repeats", "Figure.qualifier", "Figure.value_to", "Figure.price_year",
    "Population.qualifier", "Population.size_max", "ContractValue.qualifier",
    "Source.doi", "Source.licence", "Source.accessed", "Source.unused_figures", "Milestone.to",
})  # fmt: skip


def label_of(model: str, name: str) -> str:
    """Give what the form calls a field."""
    plain = name.replace("_", " ")
    return LABELS.get(f"{model}.{name}") or ANY.get(name) or f"{plain[:1].upper()}{plain[1:]}"


def one_of(name: str) -> str:
    """Give what one of several parts is called."""
    return ONE.get(name, "item")


def listed(words: Sequence[str]) -> str:
    """Give words as people list them: a, b and c."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


# Messages and advice of the rules where they speak of files; in the form there are fields to fill in and boxes to tick.
MESSAGES = {
    "about-missing": "the entry names several ways of working or contracts, and the result does not say which it concerns",
}
ADVICE = {
    "about-missing": "tick those that the report ties the result to, or that it concerns the whole scheme",
    "about-not-own": "tick one of the entry's own, or add it above if the report supports it",
    "value-without-unit": "choose the unit; where the report names no scale, say so in the note",
    "value-without-measure": "choose what the value is: a change against before, a level, a difference or a ratio",
    "direction-against-sign": "give a fall a minus, and a rise none, as the report has it",
    "level-as-change": "choose “not stated”, or say what the level is counted from or compared with",
    "design-without-comparator": "say whom it is compared with, or choose the design that the report describes",
    "observed-not-measured": "choose reported, target or projection, as the report measured nothing itself",
    "observed-without-method": "choose reported, or name how it was studied",
    "without-wave": "fill in the wave, or choose another kind of entry",
    "wave-of-no-kind": "empty the fields of the wave, or choose another kind of entry",
    "unknown-source": "choose the report from the list, or describe it at the top of the form",
    "unknown-slug": "choose an entry from the list",
    "claim-told-twice": "leave it to the other entry, or say under “More” which claim it repeats",
    "link-not-answered": "an editor will add the way back; you need do nothing",
    "unknown-term": "choose one from the list",
}
