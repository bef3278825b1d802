"""Limits per address and session: a bucket per key that refills steadily. In process; one per kind of thing."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot import metrics
from domain.kit.errors import N_, TooMany


class TooManySessions(TooMany):
    message = N_("Too many new chats from your network. Try again in {minutes} min.")


class TooManyVisits(TooMany):
    message = N_("Too many pages were opened from your network at once. Try again in {minutes} min.")


class TooManyMessages(TooMany):
    message = N_("That was a lot at once. Wait {minutes} min, then go on: nothing is lost.")


class TooManyCoupons(TooMany):
    message = N_("Too many codes tried. Try again in {minutes} min.")


class TooManyShares(TooMany):
    message = N_("That was a lot of links. Share again in {minutes} min.")


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` at once, refilled evenly over `per` seconds."""

    name: str
    burst: int
    per: int
    refusal: type[TooMany] = TooMany


SESSIONS = Limit("sessions", 60, 3600, TooManySessions)
VISITS = Limit("visits", 600, 60, TooManyVisits)  # pages, sockets and their first words: an office may share an address
MESSAGES = Limit("messages", 120, 60, TooManyMessages)
ADDRESS_MESSAGES = Limit("address_messages", 600, 60, TooManyMessages)
COUPONS = Limit("coupons", 8, 600, TooManyCoupons)
ADDRESS_COUPONS = Limit("address_coupons", 30, 3600, TooManyCoupons)
SHARES = Limit("shares", 20, 3600, TooManyShares)
ADDRESS_SHARES = Limit("address_shares", 60, 3600, TooManyShares)
GUESSES = Limit("guesses", 60, 600, TooManyMessages)


class Limiter:
    """Token buckets. Full buckets are forgotten, oldest first, so memory stays bounded."""

    def __init__(self, keep: int = 50_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._levels: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self._keep = keep
        self._clock = clock

    def take(self, limit: Limit, who: str) -> None:
        """Count one; raises the limit's refusal when the bucket is empty. Nobody in particular ("") is never refused:
        inputs of a messenger have no network address, and must not share one.
        """
        if not who:
            return
        key, at = (limit.name, who), self._clock()
        level, since = self._levels.pop(key, (float(limit.burst), at))
        level = min(limit.burst, level + (at - since) * limit.burst / limit.per)
        allowed = level >= 1
        self._levels[key] = (level - 1 if allowed else level, at)
        if len(self._levels) > self._keep:
            self._levels.popitem(last=False)
        if not allowed:
            self._refuse(limit, level)

    def _refuse(self, limit: Limit, level: float) -> None:
        metrics.REFUSED.labels(limit.name).inc()
        seconds = (1 - level) * limit.per / limit.burst
        raise limit.refusal(minutes=max(1, round(seconds / 60)))
