"""The return's graph (as data)."""

from __future__ import annotations

from domain.kit.states import Graph
from domain.returns.models import ReturnStatus

S = ReturnStatus

MOVES: Graph[ReturnStatus] = {
    S.DRAFT: frozenset({S.REQUESTED}),
    S.REQUESTED: frozenset({S.APPROVED, S.REJECTED, S.CANCELLED}),
    # closed at once: the customer keeps the thing, or it never came
    S.APPROVED: frozenset({S.RECEIVED, S.CLOSED}),
    S.REJECTED: frozenset(),
    S.RECEIVED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
    S.CANCELLED: frozenset(),
}
OPEN = frozenset({S.REQUESTED, S.APPROVED, S.RECEIVED})
COUNTS = OPEN | {S.CLOSED}  # their units cannot be returned again
REASONS = ("damaged", "wrong", "different", "size", "mind", "other")
SHOWN = frozenset({"damaged", "wrong", "different"})  # a picture says more
WISHES = ("refund", "credit")
MOST_PHOTOS = 5
