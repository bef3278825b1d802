from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JoinView:
    """What a link would connect: the messenger it was made in; `same`: with what it has been connected with before."""

    channel: str
    same: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """One customer from now on: who stayed, and whether anything changed."""

    customer_id: int
    changed: bool
