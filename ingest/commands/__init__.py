"""The commands of `kb`, each in a module of its own; what they do is done in the rooms below."""
