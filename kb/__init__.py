"""The reading side: what an entry means, how it is found and how it is shown."""

__version__ = "0.1.0"
