"""The writing side: from YAML files to the published database."""
