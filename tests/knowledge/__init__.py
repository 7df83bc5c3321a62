"""What may be said about a case: facts, checks, risks and measures, tried on real and on generated cases."""
