"""Outbound to Slack: the client, the directory, single messages, the delivery of one message."""
