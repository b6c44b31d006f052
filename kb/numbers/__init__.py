"""Reads numbers and dates as texts print them: one table of forms for the tagger, the search and `kb verify`."""
