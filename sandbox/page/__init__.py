"""The page of the pretend Slack, in a browser: its routes, what it shows, what people do in it."""
