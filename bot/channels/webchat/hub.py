"""Which sockets watch which chat, in this process."""

from __future__ import annotations

import json
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp.web import WebSocketResponse

from domain.kit.errors import N_, TooMany

MOST_PER_CHAT = 8
MOST_PER_ADDRESS = 400
CROWDED, LATER = 4001, 4002  # why a socket is closed: the page waits to be used again; it waits a minute
Chat = tuple[int, str]
Note = tuple[str, str]


class TooManyChats(TooMany):
    message = N_("Too many chats are open from your network. Close some, then try again.")


def frame_of(n: int, node: str, html: str) -> dict[str, Any]:
    """What the page is told of a kept node; without HTML it is gone."""
    return {"op": "node", "n": n, "id": node, "html": html} if html else {"op": "gone", "n": n, "id": node}


class Seats:
    """Sockets by network address: a household or an office has many, nobody has all."""

    def __init__(self, most: int = MOST_PER_ADDRESS) -> None:
        self._taken: Counter[str] = Counter()
        self._most = most

    @contextmanager
    def taken(self, address: str) -> Iterator[None]:
        """One socket of this address while the block lasts. Raises `TooManyChats`."""
        if self._taken[address] >= self._most:
            raise TooManyChats()
        self._taken[address] += 1
        try:
            yield
        finally:
            self._taken[address] -= 1
            self._taken += Counter()  # forgets who has none


class Hub:
    """Live sockets by (shop, session), the oldest first. A dead socket is dropped at its next frame.

    Toasts for a page that posts without a socket are noted down until it is drawn again.
    """

    def __init__(self, keep_notes: int = 1000) -> None:
        self._sockets: dict[Chat, dict[WebSocketResponse, None]] = defaultdict(dict)
        self._told: dict[Chat, int] = {}
        self._notes: OrderedDict[Chat, list[Note]] = OrderedDict()
        self._keep_notes = keep_notes

    def join(self, shop_id: int, session: str, socket: WebSocketResponse) -> WebSocketResponse | None:
        """Listen to a chat. The one who has listened longest is given back when there are too many."""
        sockets = self._sockets[(shop_id, session)]
        sockets[socket] = None
        if len(sockets) <= MOST_PER_CHAT:
            return None
        oldest = next(iter(sockets))
        del sockets[oldest]
        return oldest

    def leave(self, shop_id: int, session: str, socket: WebSocketResponse) -> None:
        sockets = self._sockets.get((shop_id, session), {})
        sockets.pop(socket, None)
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
        if frame["op"] == "clear":
            self._told.pop((shop_id, session), None)
        if frame["op"] == "toast" and (shop_id, session) in self._notes:
            self._notes[(shop_id, session)].append((frame["kind"], frame["text"]))
        text = json.dumps(frame, ensure_ascii=False)
        for socket in tuple(self._sockets.get((shop_id, session), ())):
            try:
                await socket.send_str(text)
            except (ConnectionError, RuntimeError):
                self.leave(shop_id, session, socket)

    def note_down(self, shop_id: int, session: str) -> None:
        """A page without a socket is about to be answered: what it is told by the way is kept for its next drawing."""
        if (shop_id, session) not in self._sockets:
            self._notes[(shop_id, session)] = []
        if len(self._notes) > self._keep_notes:
            self._notes.popitem(last=False)

    def missed(self, shop_id: int, session: str) -> tuple[Note, ...]:
        """(kind, text) of what was noted down, once."""
        return tuple(self._notes.pop((shop_id, session), ()))

    def __len__(self) -> int:
        return sum(len(s) for s in self._sockets.values())

    async def close(self) -> None:
        """Say goodbye to everybody: the page reconnects when the shop is back."""
        for sockets in tuple(self._sockets.values()):
            for socket in tuple(sockets):
                await socket.close(code=1001, message=b"restart")
