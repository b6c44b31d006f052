"""The base for programs and notebooks in Python: what `import kb` gives; knows no page and no server."""
