"""Which sockets watch which chat, in this process."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from aiohttp.web import WebSocketResponse


def frame_of(n: int, node: str, html: str) -> dict[str, Any]:
    """What the page is told of a kept node; without HTML it is gone."""
    return {"op": "node", "n": n, "id": node, "html": html} if html else {"op": "gone", "n": n, "id": node}


class Hub:
    """Live sockets by (shop, session). A dead socket is dropped at its next frame."""

    def __init__(self) -> None:
        self._sockets: dict[tuple[int, str], set[WebSocketResponse]] = defaultdict(set)
        self._told: dict[tuple[int, str], int] = {}

    def join(self, shop_id: int, session: str, socket: WebSocketResponse) -> None:
        self._sockets[(shop_id, session)].add(socket)

    def leave(self, shop_id: int, session: str, socket: WebSocketResponse) -> None:
        sockets = self._sockets.get((shop_id, session), set())
        sockets.discard(socket)
        if not sockets:
            self._sockets.pop((shop_id, session), None)
            self._told.pop((shop_id, session), None)

    def watched(self) -> dict[tuple[int, str], int]:
        """Every chat somebody watches here, with the newest frame it has been told."""
        return {chat: self._told.get(chat, 0) for chat in self._sockets}

    def knows(self, shop_id: int, session: str, frame: int) -> None:
        """A page stands at this frame."""
        self._told[(shop_id, session)] = max(frame, self._told.get((shop_id, session), 0))

    async def tell(self, shop_id: int, session: str, frame: dict[str, Any]) -> None:
        """Send one frame to everybody who watches this chat."""
        self.knows(shop_id, session, int(frame.get("n", 0)))
        text = json.dumps(frame, ensure_ascii=False)
        for socket in tuple(self._sockets.get((shop_id, session), ())):
            try:
                await socket.send_str(text)
            except (ConnectionError, RuntimeError):
                self.leave(shop_id, session, socket)

    def __len__(self) -> int:
        return sum(len(s) for s in self._sockets.values())

    async def close(self) -> None:
        """Say goodbye to everybody: the page reconnects when the shop is back."""
        for sockets in tuple(self._sockets.values()):
            for socket in tuple(sockets):
                await socket.close(code=1001, message=b"restart")
