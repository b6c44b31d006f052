"""Builds are killed, starved and set upon each other; what is published must stay whole."""
