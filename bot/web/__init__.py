"""HTTP entry points: Slack's requests, and health."""
