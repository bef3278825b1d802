"""The list of them, and who meets whom."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

from tests.kit.scenes import Scene

Verb = Callable[[Scene], Awaitable[Any]]


@dataclass(frozen=True)
class Rival:
    """`scenes` where it means something; `touches` what it writes; `daily` when it is met every day."""

    name: str
    verb: Verb
    scenes: tuple[str, ...]
    touches: frozenset[str]
    daily: bool


RIVALS: list[Rival] = []


def rival(scenes: str, touches: str, *, daily: bool = False) -> Callable[[Verb], Verb]:
    def known(verb: Verb) -> Verb:
        RIVALS.append(Rival(verb.__name__, verb, tuple(scenes.split(", ")), frozenset(touches.split()), daily))
        return verb

    return known


def pairs() -> list[tuple[str, Rival, Rival]]:
    """Every two that touch rows of a kind, one with itself too, in the first scene where both mean something."""
    found = []
    for one, other in combinations_with_replacement(RIVALS, 2):
        common = [scene for scene in one.scenes if scene in other.scenes]
        if common and one.touches & other.touches:
            found.append((common[0], one, other))
    return found


MONEY = "order payment refund ledger wallet"
