"""What readers take away: pure functions from records and answers to text or bytes."""
