"""What has just happened in a shop, told to the panels that are open. In this process only; losing it loses nothing."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

KEPT = 200
WAITING = 100
ENDED = ""


@dataclass(frozen=True, slots=True)
class Happening:
    n: int
    kind: str
    data: str


class Live:
    """Tell it what happened; every open panel of that shop hears it, and a returning one hears what it missed."""

    def __init__(self) -> None:
        self._boot = secrets.token_hex(4)
        self._n = 0
        self._kept: dict[int, deque[Happening]] = defaultdict(lambda: deque(maxlen=KEPT))
        self._ears: dict[int, set[asyncio.Queue[Happening]]] = defaultdict(set)

    def tell(self, shop_id: int, kind: str, data: Mapping[str, Any] | None = None) -> None:
        """Something happened in this shop: `kind` is "order.placed" and the like, `data` small and JSON."""
        self._n += 1
        happening = Happening(self._n, kind, json.dumps(dict(data or {}), ensure_ascii=False))
        self._kept[shop_id].append(happening)
        for ear in tuple(self._ears[shop_id]):
            self._whisper(ear, happening)

    @staticmethod
    def _whisper(ear: asyncio.Queue[Happening], happening: Happening) -> None:
        """A panel that no longer reads is told to begin afresh instead of filling the memory."""
        if ear.full():
            while not ear.empty():
                ear.get_nowait()
            happening = Happening(happening.n, "fresh", "{}")
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

    def missed(self, shop_id: int, last_id: str) -> tuple[Happening, ...]:
        """What came after `last_id`; one "fresh" when that is longer ago than is kept, or of another process."""
        boot, _, number = last_id.partition(".")
        if not last_id:
            return ()
        kept = self._kept[shop_id]
        if boot != self._boot or not number.isdecimal() or (len(kept) == KEPT and kept[0].n > int(number) + 1):
            return (Happening(self._n, "fresh", "{}"),)
        return tuple(h for h in kept if h.n > int(number))

    def frame(self, happening: Happening) -> bytes:
        """One server-sent event: named by what it is about ("order"), its data say what happened ("order.placed")."""
        about = happening.kind.partition(".")[0]
        body = f'{{"kind": {json.dumps(happening.kind)}, "about": {happening.data}}}'
        return f"id: {self._boot}.{happening.n}\nevent: {about}\ndata: {body}\n\n".encode()

    async def close(self, _app: web.Application | None = None) -> None:
        """The process stops: every stream ends, browsers come back by themselves."""
        for ears in self._ears.values():
            for ear in ears:
                self._whisper(ear, Happening(self._n, ENDED, ""))


LIVE: web.AppKey[Live] = web.AppKey("hawker_live", Live)
