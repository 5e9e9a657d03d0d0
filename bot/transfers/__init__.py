"""Bringing what exists and taking it away: what the commands import, export and search do."""
