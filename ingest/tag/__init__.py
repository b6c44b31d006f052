"""The tagger: finds in texts what the vocabularies name, with organisations, places and numbers."""

from ingest.tag.disagreement import disagreements
from ingest.tag.fields import texts

__all__ = ["disagreements", "texts"]
