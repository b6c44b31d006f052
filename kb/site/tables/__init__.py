"""Datasette's own table pages: addresses, cells and CSV; knows no page of ours."""
