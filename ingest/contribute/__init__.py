"""What helps somebody who writes entries; the base itself is changed by its files alone."""
