"""Holds the figures that entries cite against the texts of their sources, and the other way round."""
