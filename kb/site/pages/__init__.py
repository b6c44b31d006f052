"""The pages, one module each: what a page reads from its address and hands to its template."""
