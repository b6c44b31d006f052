"""What an entry, a source and a vocabulary are, field by field; knows of no database, no file and no page."""
