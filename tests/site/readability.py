"""How hard a text is to read: the grade of Kincaid and others (1975), and the words of our own on a page."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from datasette.app import Datasette
from markupsafe import Markup

# Characters of no language, between which stands what a template was given: entries, terms, numbers, names.
OPEN, CLOSE = "\ue000", "\ue001"
GIVEN = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")
SILENT = re.compile(r"(?<=[^l])e$|(?<=[aeiouy])le$|(?<=[^aeioutd])ed$|(?<=[^aeioucgsxzl])es$|(?<=^som)e")
# Two vowels that stand in two syllables: being, science, medium, variation, evaluation, area, idea, created.
PARTED = re.compile(
    r"[aeiouy]ing$|(?<![tcs])ie(?=nc|nt|t)|(?<![tcs])i(?=um|us|a|or$|ol|od|ou)|ua(?=t)|[rd]eas?$|eat(?=ed|ion)|rui|^sci"
)
PROSE = frozenset({"p", "li", "dd", "figcaption", "summary", "caption", "td"})
# What an entry says and a template is given as HTML already.
ENTRIES = frozenset({"passage", "rows-and-columns"})
FEWEST = 4


def grade(text: str) -> float:
    """Give the Flesch-Kincaid grade: about the years at school that a reader needs; grade 7 is read at about age 12."""
    sentences = [words for words in map(_words, re.split(r"[.!?]+(?:\s|$)", text)) if words]
    count = sum(map(len, sentences))
    syllables = sum(syllables_of(word) for words in sentences for word in words)
    return 0.39 * count / len(sentences) + 11.8 * syllables / count - 15.59


def _words(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-z]+(?:['’][a-z]+)?", sentence)


def syllables_of(word: str) -> int:
    """Count the groups of vowels that are spoken; near enough for the mean of many words."""
    letters = re.sub(r"['’].*", "", word.lower())
    spoken = SILENT.sub("", letters)
    return max(1, len(re.findall(r"[aeiouy]+", spoken)) + len(PARTED.findall(spoken)))


def marked(served: Datasette) -> None:
    """Let templates mark what they are given, so that only their own words are measured."""
    environment = served.jinja_env
    environment.finalize = lambda given: given if isinstance(given, Markup) else f"{OPEN}{given}{CLOSE}"
    environment.cache.clear()


def own_sentences(html: str) -> Iterator[str]:
    """Give the sentences of our own on a page that was rendered with marks."""
    yield from _sentences(html5lib.parse(html, namespaceHTMLElements=False))


def _sentences(element: Element) -> Iterator[str]:
    if set((element.get("class") or "").split()) & ENTRIES:
        return
    if element.tag in PROSE and not any(child.tag in PROSE for child in element.iter() if child is not element):
        text = " ".join(GIVEN.sub("", "".join(_texts(element))).split())
        if len(_words(text)) >= FEWEST:
            yield text if text[-1] in ".!?:" else f"{text}."
    for child in element:
        yield from _sentences(child)


def _texts(element: Element) -> Iterator[str]:
    """Give the texts below an element, but not those of code."""
    if element.tag == "code":
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
