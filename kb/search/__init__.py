"""Search: words and meaning, fused, filtered and excerpted; knows the database, and no page."""
