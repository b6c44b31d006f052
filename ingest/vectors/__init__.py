"""Passages and their vectors, and the encoder that goes with them; knows no table."""
