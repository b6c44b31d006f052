"""BibTeX, for LaTeX and reference managers."""

from collections.abc import Iterable
from itertools import accumulate

from kb.exports.references import Reference

# Braces and percent signs can't stay as they are inside a value; the others have a meaning to LaTeX.
ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
# BibTeX counts a brace whatever stands before it, so that one without its fellow must be written by its name.
ALONE = {**ESCAPES, **str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(references: Iterable[Reference]) -> str:
    """Write references as BibTeX entries of type misc, with the slugs as keys."""
    return "\n".join(_record(reference) for reference in references)


def _record(reference: Reference) -> str:
    fields = {
        "author": f"{{{{{escaped(reference.base)}}}}}",
        "title": f"{{{{{escaped(reference.title)}}}}}",
        "year": f"{{{reference.day[:4]}}}",
        "month": MONTHS[int(reference.day[5:7]) - 1],
        "howpublished": f"{{{escaped(reference.base)}}}",
        "abstract": f"{{{escaped(reference.abstract)}}}",
        "keywords": f"{{{escaped(', '.join(reference.keywords))}}}",
        "note": f"{{{escaped(' '.join(reference.notes))}}}",
        "url": f"{{{reference.url}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@misc{{{reference.key},\n{lines}}}\n"


def escaped(text: str) -> str:
    """Write a text so that LaTeX shows it as it is."""
    return text.translate(ESCAPES if _balanced(text) else ALONE)


def _balanced(text: str) -> bool:
    """Tell whether every brace has its fellow, the left one first."""
    depths = accumulate((character == "{") - (character == "}") for character in text)
    return min(depths, default=0) >= 0 and text.count("{") == text.count("}")
