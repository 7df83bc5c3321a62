"""What comes in from elsewhere."""
