"""What has just happened in a shop, told to the panels that are open.

A happening is a row of the outbox that has been carried out, and its place in the stream is when and which. So a panel
that comes back, to this process or another, also after a restart, finds what it missed in the database.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from domain.kit.clock import now
from domain.outbox.queries import carried_out_for

KEPT = 200
WAITING = 100
ENDED = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """`key` is the outbox row's id, by which a panel knows what it has heard already; `place` is when, and the key."""

    place: str
    kind: str
    data: str
    key: int = 0


def _place(at: datetime, key: int) -> str:
    return f"{int(at.timestamp() * 1000)}.{key}"


class Live:
    """Tell it what happened; every open panel of that shop in this process hears it."""

    def __init__(self) -> None:
        self._ears: dict[int, set[asyncio.Queue[Happening]]] = defaultdict(set)

    def tell(self, shop_id: int, kind: str, data: Mapping[str, Any] | None = None, key: int = 0) -> None:
        """Something happened in this shop: `kind` is "order.placed" and the like, `data` small and JSON."""
        happening = _happening(kind, data or {}, key, now())
        for ear in tuple(self._ears[shop_id]):
            self._whisper(ear, happening)

    @staticmethod
    def _whisper(ear: asyncio.Queue[Happening], happening: Happening) -> None:
        """A panel that no longer reads is told to begin afresh instead of filling the memory."""
        if ear.full():
            while not ear.empty():
                ear.get_nowait()
            happening = Happening(happening.place, "fresh", "{}")
        ear.put_nowait(happening)

    def listen(self, shop_id: int) -> asyncio.Queue[Happening]:
        ear: asyncio.Queue[Happening] = asyncio.Queue(WAITING)
        self._ears[shop_id].add(ear)
        return ear

    def leave(self, shop_id: int, ear: asyncio.Queue[Happening]) -> None:
        self._ears[shop_id].discard(ear)

    def listened(self) -> bool:
        """Whether any panel is open in this process."""
        return any(self._ears.values())

    def listeners(self, shop_id: int) -> int:
        return len(self._ears[shop_id])

    async def missed(self, shop_id: int, last: str) -> tuple[Happening, ...]:
        """What came after the place `last`, and a little of what came just before it: the panel knows it by its key.

        One "fresh" when that is too much, or nobody knows where it is; without a place, where the stream is now.
        """
        at, _, _key = last.partition(".")
        if not last:
            return (Happening(_place(now(), 0), "hello", "{}"),)
        if not at.isdecimal() or len(at) > 14:
            return (_fresh(),)
        rows = await carried_out_for(shop_id, datetime.fromtimestamp(int(at) / 1000, UTC), KEPT + 1)
        if rows is None or len(rows) > KEPT:
            return (_fresh(),)
        return tuple(_happening(row.topic, row.payload, row.id, row.sent_at) for row in rows)

    def frame(self, happening: Happening) -> bytes:
        """One server-sent event: named by what it is about ("order"), its data say what happened ("order.placed")."""
        about = happening.kind.partition(".")[0]
        body = f'{{"kind": {json.dumps(happening.kind)}, "key": {happening.key}, "about": {happening.data}}}'
        return f"id: {happening.place}\nevent: {about}\ndata: {body}\n\n".encode()

    async def close(self, _app: web.Application | None = None) -> None:
        """The process stops: every stream ends, browsers come back by themselves."""
        for ears in self._ears.values():
            for ear in ears:
                self._whisper(ear, Happening("", ENDED, ""))


def _happening(kind: str, data: Mapping[str, Any], key: int, at: datetime) -> Happening:
    return Happening(_place(at, key), kind, json.dumps(dict(data), ensure_ascii=False), key)


def _fresh() -> Happening:
    return Happening(_place(now(), 0), "fresh", "{}")


LIVE: web.AppKey[Live] = web.AppKey("hawker_live", Live)
