"""Rules on texts: they are finished and plain, and questions are questions."""

import re
from collections.abc import Iterator

from kb.model.citations import Location
from kb.model.entry import Entry
from kb.rules.finding import Context, Finding
from kb.rules.people import private_findings
from kb.rules.texts import texts

SUMMARY_WORDS, TITLE_LENGTH = 80, 100
UNFINISHED = re.compile(
    r"\b(?:TODO|TBC|TBD|FIXME|TK|XX+|xxx+)\b|\?\?\?|(?:…|\.\.\.)\s*$|___+|\[(?:[A-Z]{2,}[A-Z ]*|[a-z ]*needed)\]"
)
# The words of a template or a try. They are looked for only in a text that holds one of the beginnings.
OF_A_TEMPLATE = re.compile(
    r"\blorem ipsum\b|\basdf|\bqwert|\b(?:insert|enter|describe|type) (?:\w+ ){0,4}here\b|^draft:|\(draft\)|\buntitled\b"
    r"|^(?:test\W*)+$|^title of",
    re.IGNORECASE,
)
BEGINNINGS = ("lorem", "asdf", "qwert", " here", "draft", "untitled", "test", "title of")
MARKUP = re.compile(
    r"</?[a-zA-Z][^<>]*>|\*\*\w|\w\*\*|__\w+__|`|\]\(\S+\)|&(?:[a-z]+|#\d+);|^#{1,6} |^\s*[•▪*] |\{\{|\$\{|^[=@]|^\+(?!\d)"
    r"|\\[nrt]\b|\w ?\[\d{1,3}\]|\[\[|\$[^$]*[\\^_{][^$]*\$|\n\s*[-*•] |,,"
)
ENDLESS = re.compile(r"[^\s/–—-]{61,}")
ADDRESS = re.compile(r"\b(?:https?://|javascript:|data:text)\S*", re.IGNORECASE)
# Fields that are read as sentences, and say nothing in a single word.
SHORTEST, FEWEST_WORDS, SHOUTED = 3, 2, 4
# A title of more words than these is no name of a term.
FEW_WORDS = 6
SENTENCES = frozenset({"summary", "text", "reason"})
QUOTED = re.compile(r"[“\"„][^“”\"„]*[”\"“]|[‘'][^‘’']*[’']")
SAYS_NOTHING = frozenset(
    [
        "yes",
        "no",
        "none",
        "n/a",
        "na",
        "nil",
        "unknown",
        "various",
        "true",
        "false",
        "text",
        "string",
        "null",
        "tba",
        "ditto",
        "not known",
        "not stated",
        "not available",
        "none given",
        "see source",
        "see report",
        "as above",
        "see above",
        "see below",
    ]
)


def summary_is_short(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A summary has at most 80 words, and a title fits a line."""
    words = len(entry.summary.split())
    if words > SUMMARY_WORDS:
        message = f"the summary has {words} words; {SUMMARY_WORDS} are allowed"
        yield Finding(("summary",), "summary-too-long", message, "move detail to lessons, figures or notes")
    if len(entry.title) > TITLE_LENGTH:
        message = f"the title has {len(entry.title)} characters; {TITLE_LENGTH} are allowed"
        yield Finding(
            ("title",), "title-too-long", message, "keep what tells the entry from others; the rest goes to the summary"
        )
    if entry.title.isupper():
        yield Finding(("title",), "capitals", "the title is in capitals", "write it as a sentence is written")
    elif entry.title.split(" ")[0].islower():
        yield Finding(
            ("title",), "capitals", "the title begins with a small letter", "write it as a sentence is written"
        )


def title_tells_entries_apart(entry: Entry, context: Context) -> Iterator[Finding]:
    """A title names more than the kind of entry, its care model or its place, which others share."""
    if len(entry.title.split()) > FEW_WORDS:
        return
    names = {entry.place.name.casefold()} if entry.place else set[str]()
    for vocabulary in ("kinds", "care_models", "organisational_forms", "settings", "regions", "countries"):
        for term in context.vocabularies.terms(vocabulary).values():
            names |= {word.casefold() for word in (term.label, *term.synonyms)}
    if " ".join(_bare(entry.title).split()) in {"", "new entry", "a scheme", "a title", *map(_bare, names)}:
        message = f"{entry.title!r} could be the title of many entries"
        yield Finding(("title",), "title-of-many", message, "say what was tried or found, and where")


def texts_are_finished(_entry: Entry, context: Context) -> Iterator[Finding]:
    """Texts are finished, plain and say something, and tell of nobody."""
    for at, text in texts(context.facts):
        if at[0] != "contacts":
            yield from private_findings(at, text)
        yield from text_findings(at, text)


def text_findings(at: Location, text: str) -> Iterator[Finding]:
    """Give every finding on a text of an entry or a source, as a text."""
    yield from _finished(at, text)
    if at[-1] != "printed":
        yield from _plain_text(at, text)


def _unfinished(text: str) -> re.Match[str] | None:
    if found := UNFINISHED.search(text):
        return found
    plain = text.casefold()
    return OF_A_TEMPLATE.search(text) if any(word in plain for word in BEGINNINGS) else None


def _finished(at: Location, text: str) -> Iterator[Finding]:
    found = _unfinished(text) if at[-1] != "at" else None
    if found and text.strip(" .…"):
        yield Finding(
            at, "unfinished", f"{found[0].strip()!r} says that this is not finished", "finish it, or remove it"
        )
    if text.strip(" .-–—?!").casefold() in {"", *SAYS_NOTHING} and at[-1] != "at":
        advice = "say it in words; what the source does not say is left out here and named in not_stated"
        yield Finding(at, "says-nothing", f"{text!r} says nothing", advice)
    elif _says_little(at, text):
        yield Finding(at, "says-nothing", f"{text!r} says too little", "write a sentence that others understand")


def _says_little(at: Location, text: str) -> bool:
    """Tell whether a text is one word where a sentence is read, no word at all, or a title of a letter or two."""
    if at[-1] == "at":
        return False
    few_words = at[-1] in SENTENCES and len(re.findall(r"[^\W\d_]+", text)) < FEWEST_WORDS
    return few_words or not re.search(r"\w", text) or (at == ("title",) and len(text) < SHORTEST)


def _plain_text(at: Location, text: str) -> Iterator[Finding]:
    if found := MARKUP.search(text):
        yield Finding(
            at, "markup", f"{found[0].strip()!r} is markup, which pages show as it stands", "write plain text"
        )
    if len(text.split()) >= SHOUTED and text.isupper() and at != ("title",):
        yield Finding(at, "capitals", "the text is in capitals", "write it as a sentence is written")
    if found := ADDRESS.search(text):
        advice = "move it to url in the source's file, or remove it"
        yield Finding(at, "address-in-text", f"the address {found[0]!r} stands in a text", advice)
    if found := ENDLESS.search(text):
        message = f"a word of {len(found[0])} letters stands here: {found[0][:20]!r} …"
        yield Finding(at, "word-too-long", message, "part it, or remove it")
    if QUOTED.fullmatch(text.strip()):
        yield Finding(
            at, "quotes-in-text", "quotation marks stand round the whole text and are part of it", "remove them"
        )


def questions_are_asked(entry: Entry, _context: Context) -> Iterator[Finding]:
    """Each question is one, stands once and does not repeat the title."""
    title, seen = _bare(entry.title), set[str]()
    for index, question in enumerate(entry.questions):
        at, asked = ("questions", index), _bare(question)
        if not question.rstrip().endswith("?"):
            yield Finding(
                at, "question-mark", "there is no question mark at the end", "write it as somebody would ask it"
            )
        if asked in seen:
            yield Finding(
                at, "question-twice", "this question stands there already", "ask something else that the entry answers"
            )
        if title and asked and (title in asked or asked in title):
            advice = "ask in everyday words, without the entry's own names"
            yield Finding(at, "question-is-title", "the question repeats the title", advice)
        seen.add(asked)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


WORD_RULES = (summary_is_short, title_tells_entries_apart, texts_are_finished, questions_are_asked)
