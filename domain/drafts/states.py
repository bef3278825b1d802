"""The draft's graph (as data)."""

from __future__ import annotations

from domain.drafts.models import DraftStatus
from domain.kit.states import Graph

S = DraftStatus

MOVES: Graph[DraftStatus] = {
    S.OPEN: frozenset({S.SENT, S.ORDERED, S.CANCELLED}),
    S.SENT: frozenset({S.OPEN, S.ORDERED, S.DECLINED, S.CANCELLED, S.EXPIRED}),
    S.DECLINED: frozenset({S.OPEN}),
    S.EXPIRED: frozenset({S.OPEN}),
    S.ORDERED: frozenset(),
    S.CANCELLED: frozenset(),
}
CHANGES = frozenset({S.OPEN, S.SENT, S.DECLINED, S.EXPIRED})
LASTS_DAYS = 7
