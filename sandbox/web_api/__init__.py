"""The Web API: the methods the app may call, each refusing what Slack refuses."""

from sandbox.web_api import apps, chat, conversations, dnd, history, reactions, users, views
from sandbox.web_api.registry import METHODS, Method, Request, answer

__all__ = ["METHODS", "Method", "Request", "answer"]

# Importing these modules is what registers their methods.
_MODULES = (apps, chat, conversations, dnd, history, reactions, users, views)
