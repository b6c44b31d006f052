"""Looks up each cited figure in its source's text; shapes no data."""
