"""Drawings: SVG made on the server from numbers; knows no request."""
