"""Releases: the published data as files that stand by themselves."""
