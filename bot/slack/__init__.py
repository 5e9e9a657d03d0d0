"""Outbound to Slack: the client, the directory of people and channels, the delivery of one message."""
