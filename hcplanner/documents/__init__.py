"""Turns a case into paper."""
