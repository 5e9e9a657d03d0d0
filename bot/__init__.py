"""Cordée: what it knows, does and says."""
