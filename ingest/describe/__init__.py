"""Documents and descriptions that are generated from the models; knows how a base is stored, and not how it is built."""
