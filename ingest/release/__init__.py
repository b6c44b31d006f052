"""The release bundle: database, CSV, JSON, checksums; shapes no data."""
