"""YAML to a checked base, every problem with its place; knows no model, no table and no tag."""
