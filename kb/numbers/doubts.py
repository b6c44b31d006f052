"""Why a reading of a figure may be wrong: what a person reads who should look."""

PIECE = "printed as part of a longer number"
SHARE = "printed as a share"
PART = "printed as a fraction"
ORDINAL = "printed as an ordinal"
NAME = "may only name a part of something"
CODE = "printed as part of a code or of a range of years"
CLOCK = "printed as a time of day"
FREQUENCY = "printed as a multiple or as how often"
PERIOD = "may be three months"
COMMA = "a comma parts its digits"
SHARED = "what stands with the next number may go for it"
WEIGHT = "pounds may be a weight"
YEAR = "may be a year"
YEARS = "may be no financial year"

UNCONFIRMED = frozenset({PIECE, PART, ORDINAL, NAME, CODE, CLOCK, FREQUENCY, PERIOD, COMMA, SHARED})
"""Doubts with which a figure says something else than a count as likely as not: it confirms nothing."""
