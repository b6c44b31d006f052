"""Speed and memory, measured; shapes no data."""
