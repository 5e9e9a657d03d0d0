"""Block Kit's rules, as Slack applies them when an app sends blocks."""
