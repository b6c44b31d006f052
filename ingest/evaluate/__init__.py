"""Quality of search and tagging, measured on judged queries; shapes no data."""
