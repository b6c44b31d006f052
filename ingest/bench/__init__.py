"""Measures speed and memory, on the real base and on made-up ones; see docs/scale.md."""
