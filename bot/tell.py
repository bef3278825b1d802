"""Notices to people: every chat of the customer hears them, in its own language."""

from __future__ import annotations

from collections.abc import Mapping

from domain.chats.queries import chats_of_customer
from domain.kit.actor import Actor
from domain.shop.queries import shop_of
from handlers.channel import Channel, Place
from handlers.notices import Notice


class Teller:
    """Finds a customer's chats and hands the screen to each one's channel."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self.channels = channels

    async def tell(self, by: Actor, notice: Notice) -> int:
        """Show the notice in every chat of its customer; returns in how many."""
        shop = await shop_of(by)
        chats = await chats_of_customer(by, notice.customer_id)
        for chat in chats:
            t = shop.speaking(chat.locale or shop.locale)
            place = Place(by, chat.id, chat.external_id, t, bot=chat.bot)
            await self._one(self.channels[chat.channel], place, notice)
        return len(chats)

    @staticmethod
    async def _one(channel: Channel, place: Place, notice: Notice) -> None:
        if notice.still and not await notice.still():
            return
        if not notice.over or await channel.offers(place, notice.over):
            await channel.show(place, notice.screen(place.t), answers=notice.news)
        elif notice.elsewhere:
            await channel.show(place, notice.elsewhere(place.t), answers=True)
