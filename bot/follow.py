"""Several processes, one database: a web process follows what the others have said and done.

It asks about the chats that are open here and no others, so an idle process asks nothing.
"""

from __future__ import annotations

from datetime import datetime

from admin_web.live import Live
from bot.channels.webchat.hub import Hub, frame_of
from domain.chats.queries import frames, nodes_since
from domain.kit.actor import system
from domain.kit.clock import now
from domain.outbox.queries import carried_out_since


class Follower:
    """Brings frames a worker has kept to the sockets of this process, and its news to the panels open here."""

    def __init__(self, hub: Hub, live: Live) -> None:
        self.hub = hub
        self.live = live
        self._since: datetime = now()
        self._heard: set[int] = set()

    async def round(self) -> None:
        await self._chats()
        await self._panels()

    async def _chats(self) -> None:
        watched = self.hub.watched()
        if not watched:
            return
        for chat, (chat_id, newest) in (await frames("web", {session for _, session in watched})).items():
            if newest > watched.get(chat, newest):
                await self._catch_up(chat, chat_id, watched[chat])

    async def _catch_up(self, chat: tuple[int, str], chat_id: int, since: int) -> None:
        for n, node, html in await nodes_since(system(chat[0]), chat_id, since):
            await self.hub.tell(*chat, frame_of(n, node, html))

    async def _panels(self) -> None:
        """Rows carried out since the last look; the overlap of clocks is heard once."""
        if not self.live.listened():
            self._since = now()
            return
        rows = await carried_out_since(self._since)
        for row in rows:
            if row.id not in self._heard:
                self.live.tell(row.shop_id, row.topic, row.payload, row.id)
        self._heard = {row.id for row in rows}
        self._since = max([self._since, *(row.sent_at for row in rows)])
