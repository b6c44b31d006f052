"""What readers take away: references, tables, feeds, reviews as files; knows no web server."""
