"""Search over the built database: words and meaning, fused into one score that means the same for every query."""
