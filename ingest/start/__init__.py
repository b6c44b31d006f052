"""A small base to begin with; knows of no base but this one, and changes none that is there."""
