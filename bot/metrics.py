"""Figures for Prometheus: updates, latency by screen, errors, outbox lag."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from handlers.reply import Reply, parts
from handlers.screen import Screen

REGISTRY = CollectorRegistry()
UPDATES = Counter("hawker_updates", "Inputs handled, by channel.", ["channel"], registry=REGISTRY)
LATENCY = Histogram(
    "hawker_screen_seconds", "Seconds from an input to its reply, by the screen shown.", ["screen"], registry=REGISTRY
)
ERRORS = Counter(
    "hawker_errors", "Inputs that failed for a reason of ours, by channel.", ["channel"], registry=REGISTRY
)
REFUSED = Counter("hawker_limited", "Inputs refused by a limit, by kind.", ["kind"], registry=REGISTRY)
OUTBOX_LAG = Gauge("hawker_outbox_lag_seconds", "Age of the oldest outbox row that is due.", registry=REGISTRY)
OUTBOX_DEAD = Gauge("hawker_outbox_dead", "Outbox rows given up on.", registry=REGISTRY)
JOBS = Counter("hawker_jobs", "Outbox rows carried out, by topic and result.", ["topic", "result"], registry=REGISTRY)
WEBHOOKS = Counter(
    "hawker_webhooks", "What payment providers told us, by provider and kind.", ["provider", "kind"], registry=REGISTRY
)
TELEGRAM = Counter(
    "hawker_telegram_calls", "Calls of the Bot API, by method and what came of them.", ["method", "outcome"],
    registry=REGISTRY,
)  # fmt: skip
TELEGRAM_WAITED = Counter(
    "hawker_telegram_waited_seconds", "Seconds calls have waited for their turn, by lane.", ["lane"], registry=REGISTRY
)


def observe(channel: str, reply: Reply, seconds: float) -> None:
    """Count one input and the time its reply took."""
    UPDATES.labels(channel).inc()
    screen = next((p.id for p in parts(reply) if isinstance(p, Screen)), "none")
    LATENCY.labels(screen).observe(seconds)


def text() -> bytes:
    """The exposition format."""
    return generate_latest(REGISTRY)
