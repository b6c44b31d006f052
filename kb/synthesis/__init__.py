"""What entries come to together: comparison, evidence map, timeline, disagreements, review; knows no file format and no page."""
