"""Logs: one event a line, never a token, never what somebody wrote."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

_TOKEN = re.compile(r"xox[a-z]-[A-Za-z0-9-]+|xapp-[A-Za-z0-9-]+|(?<=://)[^/@\s]+:[^/@\s]+(?=@)")


def configure(style: Literal["text", "json"]) -> None:
    """Write logs to standard error in a style; libraries speak up from warnings on.

    Slack's libraries log whole requests below that, people's words and tokens included.
    """
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, force=True)
    for name in ("slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.ERROR)


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take tokens and passwords out of a log line, wherever they came from."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _TOKEN.sub("[secret]", value)
    return event
