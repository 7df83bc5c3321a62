"""Tests of hcplanner's documents."""
