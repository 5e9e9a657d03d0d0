"""`make demo`: a small company with a past, the bot at work, and time that can be let pass."""
