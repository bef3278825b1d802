"""Which sockets watch which chat, in this process."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from aiohttp.web import WebSocketResponse


class Hub:
    """Live sockets by (shop, session). A dead socket is dropped at its next frame."""

    def __init__(self) -> None:
        self._sockets: dict[tuple[int, str], set[WebSocketResponse]] = defaultdict(set)

    def join(self, shop_id: int, session: str, socket: WebSocketResponse) -> None:
        self._sockets[(shop_id, session)].add(socket)

    def leave(self, shop_id: int, session: str, socket: WebSocketResponse) -> None:
        sockets = self._sockets.get((shop_id, session), set())
        sockets.discard(socket)
        if not sockets:
            self._sockets.pop((shop_id, session), None)

    async def tell(self, shop_id: int, session: str, frame: dict[str, Any]) -> None:
        """Send one frame to everybody who watches this chat."""
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
