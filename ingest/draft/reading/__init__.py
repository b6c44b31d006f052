"""Reads reports: PDF, Word, PowerPoint, web pages and plain text become blocks that know where they stand."""
