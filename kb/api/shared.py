"""What the shapes of several answers share: the envelope, counts, and the strength of evidence."""

from kb.api.schemas import Schema, holds, text

OK: Schema = {"type": "boolean", "const": True}
VERSION = text("Version of the data: the same for equal entries.")
STRENGTH: Schema = {
    "type": ["integer", "null"],
    "minimum": 0,
    "maximum": 5,
    "description": "Strongest evidence behind any result, 0 to 5 by study design; null where none can be rated.",
}
# Only a very large base is too large to compare everything with.
COMPLETE = "False where there may be more hits than total and the counts of facets say."
COUNTS: Schema = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}


def answered(properties: Schema, optional_names: tuple[str, ...] = ()) -> Schema:
    """Describe a whole answer: what it holds, that all went well, and the version of the data."""
    return holds({"ok": OK, **properties, "data_version": VERSION}, "", optional_names)
