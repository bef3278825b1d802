"""A reply as nodes of a web chat: drawn, kept for the next reload, sent to whoever is watching."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.channels.webchat.hub import Hub, frame_of
from bot.channels.webchat.render import Renderer, node_id
from domain.chats import actions as chats
from domain.kit.actor import Actor
from domain.kit.db import inside_transaction
from domain.kit.i18n import Translator
from handlers.channel import WEBCHAT, Capabilities
from handlers.screen import Nav, Relocalise, Reply, Screen, Word, parts


@dataclass(frozen=True, slots=True)
class Place:
    """Where to show: a chat (id 0 keeps nothing), its session, its reader."""

    by: Actor
    chat_id: int
    session: str
    t: Translator
    cart_units: int = 0


class WebChat:
    """The Channel of the browser."""

    capabilities: Capabilities = WEBCHAT

    def __init__(self, renderer: Renderer, hub: Hub) -> None:
        self.renderer = renderer
        self.hub = hub

    async def show(self, place: Place, reply: Reply, *, pressed: str = "", answers: bool = True) -> None:
        """Draw every part of a reply. `pressed` is the node the press came from, "" for words.

        `answers` False means the shop speaks first: cards are changed where they stand.
        """
        if inside_transaction():
            raise RuntimeError("nothing is shown before commit")
        for part in parts(reply):
            await self._part(place, part, pressed=pressed, answers=answers)

    async def _part(self, place: Place, part: Screen | Word | Relocalise, *, pressed: str, answers: bool) -> None:
        if isinstance(part, Word):
            await self.say(place, toast=part.toast, alert=part.alert)
        elif isinstance(part, Relocalise):
            await self._screen(place, part.screen, to_end=False)
            await self.hub.tell(place.by.shop_id, place.session, {"op": "reload"})
        else:
            await self._screen(place, part, to_end=self._moves(part, pressed, answers))
            await self.say(place, toast=part.toast, alert="")  # the node itself carries its alert

    @staticmethod
    def _moves(screen: Screen, pressed: str, answers: bool) -> bool:
        """An answer to words, or to a press elsewhere, comes to the end; a press on the same node changes it there."""
        return answers and pressed != node_id(screen)

    async def _screen(self, place: Place, screen: Screen, *, to_end: bool) -> None:
        html = self.renderer.node(with_cart(screen, place.cart_units), place.t)
        await self.node(place, node_id(screen), html, to_end=to_end)

    async def node(self, place: Place, node: str, html: str, *, to_end: bool) -> None:
        """Keep and send one node; `html` "" takes it away."""
        n = await chats.keep_node(place.by, place.chat_id, node, html, to_end=to_end) if place.chat_id else 0
        await self.hub.tell(place.by.shop_id, place.session, {**frame_of(n, node, html), "move": to_end})

    async def bubble(self, place: Place, cid: str, text: str) -> None:
        """The customer's own words, as they stand in the log."""
        await self.node(place, f"me-{cid}", self.renderer.bubble(cid, text, place.t), to_end=True)

    async def say(self, place: Place, *, toast: str, alert: str) -> None:
        for kind, text in (("toast", toast), ("alert", alert)):
            if text:
                await self.hub.tell(place.by.shop_id, place.session, {"op": "toast", "kind": kind, "text": text})


def with_cart(screen: Screen, units: int) -> Screen:
    """Fill in the cart's units where the handler left them to the chat."""
    if screen.nav is None or screen.nav.cart is not None:
        return screen
    return replace(screen, nav=Nav(back=screen.nav.back, home=screen.nav.home, cart=units))
