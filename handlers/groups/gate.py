"""A group hears from us at most once in a while. In process: two processes may say two things, which hurts nobody."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from domain.kit.clock import now

PAUSE = timedelta(seconds=10)
KEPT = 10_000


class Gate:
    """Who was let through, and when; the oldest are forgotten."""

    def __init__(self) -> None:
        self._passed: OrderedDict[int, datetime] = OrderedDict()

    def passes(self, group: int) -> bool:
        """Whether something may be said in this group now; asking counts as saying it."""
        at = now()
        last = self._passed.get(group)
        if last is not None and at - last < PAUSE:
            return False
        self._passed.pop(group, None)
        self._passed[group] = at
        if len(self._passed) > KEPT:
            self._passed.popitem(last=False)
        return True
