"""Writes drafts: YAML for each unit of a document, changes to entries that are there, and a page for the person who decides."""
