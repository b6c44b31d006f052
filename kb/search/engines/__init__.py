"""Engines behind the meaning half: one contract, and vectors in memory, in files, in an inverted file or in PostgreSQL."""
