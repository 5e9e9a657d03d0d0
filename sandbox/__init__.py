"""A pretend Slack, small and strict, for the demonstration and for every test."""
