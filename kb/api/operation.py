"""One address of the API, and the kinds of files and errors that addresses share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kb.api.schemas import Schema, ref

JSON, HTML, TEXT = "application/json", "text/html", "text/plain"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {
    "csv": ("CSV", "text/csv"),
    "ris": ("RIS, for reference managers", "application/x-research-info-systems"),
    "bib": ("BibTeX", "application/x-bibtex"),
}
ERRORS = {
    "400": "A parameter or value that is not allowed; the message names those that are.",
    "404": "There is no such entry, topic, source or page.",
    "405": "Everything is read with GET.",
    "410": "The entry has been withdrawn; the page says why and what takes its place.",
    "500": "The server is not as it must be; the message says why.",
}


@dataclass(frozen=True)
class Operation:
    """One address."""

    path: str
    name: str
    tag: str
    summary: str
    content: Mapping[str, Schema]
    parameters: Sequence[Schema] = ()
    example: str = ""
    errors: Sequence[str] = field(default=("400", "405", "500"))
    description: str = ""

    def described(self) -> Schema:
        """Give it as OpenAPI wants it."""
        page = HTML in self.content
        problem: Schema = {HTML: {"schema": {"type": "string"}}} if page else {JSON: {"schema": ref("Error")}}
        errors = {status: {"description": ERRORS[status], "content": problem} for status in self.errors}
        content = {kind: {"schema": schema} for kind, schema in self.content.items()}
        return {
            "operationId": self.name,
            "tags": [self.tag],
            "summary": self.summary,
            **({"description": self.description} if self.description else {}),
            "parameters": list(self.parameters),
            "responses": {"200": {"description": self.summary, "content": content}, **errors},
            **({"x-example": self.example} if self.example else {}),
        }


def text_of(kind: str) -> dict[str, Schema]:
    """Describe an answer that is a text of some kind."""
    return {kind: {"type": "string"}}


def page_of(
    path: str, name: str, tag: str, summary: str, parameters: Sequence[Schema], errors: Sequence[str]
) -> Operation:
    """Describe a page for people."""
    return Operation(path, name, tag, summary, text_of(HTML), parameters, errors=errors)
