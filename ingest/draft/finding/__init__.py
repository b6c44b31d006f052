"""Finds facts in what was read: amounts with their units, results, populations, money, dates, contacts, schemes."""
