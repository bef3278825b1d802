"""Structured logs: one line an event, with the request's id, without secrets or personal data."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET_KEYS = frozenset("token password secret cookie authorization csrf phone email address key session".split())
_TOKEN = re.compile(r"\b\d{6,}:[A-Za-z0-9_-]{30,}\b|\b[A-Za-z0-9_-]{43,}\b")
_CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")


def redact(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Mask values under secret names, and anything that looks like a token or a card number in any text."""
    for key, value in event.items():
        if key in SECRET_KEYS:
            event[key] = "…"
        elif isinstance(value, str):
            event[key] = _CARD.sub("…", _TOKEN.sub("…", value))
    return event


def configure(*, json: bool, level: str) -> None:
    """Send our events and the libraries' through one pipeline to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    renderer: Any = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for chatty in ("aiogram.event", "aiohttp.access", "tortoise", "procrastinate", "psycopg"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
