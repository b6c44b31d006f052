"""The built database, read into records with their labels and words; knows no search and no page."""
