"""Tests: they mirror the code, and tell the product's stories."""
