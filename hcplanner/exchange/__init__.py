"""What comes from elsewhere and is made the case's own: pictures, without what they say of a person."""
