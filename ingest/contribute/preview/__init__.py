"""Shows a change before it is published: the page as it would be, and what moves in the base."""
