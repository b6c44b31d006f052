"""The tables: what is stored, written and updated whole or not at all; knows no page and no command."""
