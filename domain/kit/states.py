"""A status is a graph in data, moved by one function with compare-and-set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from tortoise.models import Model

from domain.kit.errors import N_, ShopError

S = TypeVar("S", bound=StrEnum)
Graph = Mapping[S, frozenset[S]]


class IllegalMove(ShopError):
    message = N_("That step is no longer possible: it has moved on already.")


def sources(graph: Graph[S], to: S) -> list[S]:
    """The states from which `to` can be reached in one move."""
    return [state for state, targets in graph.items() if to in targets]


async def move(model: type[Model], pk: int, graph: Graph[S], to: S, **changes: Any) -> None:
    """Set `status` to `to` if the row stands where the graph allows it; raises `IllegalMove` otherwise.

    `changes` are written by the same guarded UPDATE. The caller owns the transaction and writes the history row.
    """
    changed = await model.filter(pk=pk, status__in=sources(graph, to)).update(status=to, **changes)
    if not changed:
        raise IllegalMove()


async def move_all(model: type[Model], pks: Sequence[int], graph: Graph[S], to: S, **changes: Any) -> int:
    """The same for many rows at once, leaving out those that cannot; how many moved."""
    if not pks:
        return 0
    return await model.filter(pk__in=pks, status__in=sources(graph, to)).update(status=to, **changes)
