"""Rows in, domain objects out: the database decides nothing."""
