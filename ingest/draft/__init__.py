"""Drafts: reads a report, finds schemes, studies and facts in it, and writes entries for a person to decide on."""
