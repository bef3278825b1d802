"""A reply as nodes of a web chat: drawn, kept for the next reload, sent to whoever is watching."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.channels.webchat.hub import Hub, frame_of
from bot.channels.webchat.render import Renderer, node_id
from domain.chats import actions as chats
from domain.chats.queries import node_html
from domain.chats.views import Node
from domain.kit.db import inside_transaction
from handlers.channel import WEBCHAT, Capabilities, Place, with_cart
from handlers.reply import Farewell, Part, Relocalise, Reply, Word, parts
from handlers.screen import Screen


@dataclass(frozen=True, slots=True)
class Said:
    """The customer's own words, under the id their page gave them."""

    cid: str
    text: str


class WebChat:
    """The Channel of the browser."""

    capabilities: Capabilities = WEBCHAT

    def __init__(self, renderer: Renderer, hub: Hub) -> None:
        self.renderer = renderer
        self.hub = hub

    async def show(
        self, place: Place, reply: Reply, *, said: Said | None = None, pressed: str = "", answers: bool = True
    ) -> None:
        """Draw every part of a reply, after the words it answers. `pressed` is the node the press came from.

        `answers` False means the shop speaks first: cards are changed where they stand.
        """
        if inside_transaction():
            raise RuntimeError("nothing is shown before commit")
        screens = [part for part in parts(reply) if isinstance(part, Screen | Relocalise | Farewell)]
        words = [self._bubble(place, said)] if said else []
        drawn = [
            self._drawn(place, screen, pressed="" if _below_a_card(screens, n) else pressed, answers=answers)
            for n, screen in enumerate(screens)
        ]
        if any(isinstance(part, Farewell) for part in screens):
            await self.hub.tell(place.by.shop_id, place.session, {"op": "clear"})
        await self._keep(place, words + drawn)
        for part in parts(reply):
            await self._speak(place, part)

    @staticmethod
    def _moves(screen: Screen, pressed: str, answers: bool) -> bool:
        """An answer to words, or to a press elsewhere, comes to the end; a press on the same node changes it there."""
        return answers and pressed != node_id(screen)

    def _bubble(self, place: Place, said: Said) -> Node:
        return Node(f"me-{said.cid}", self.renderer.bubble(said.cid, said.text, place.t))

    def _drawn(self, place: Place, part: Screen | Relocalise | Farewell, *, pressed: str, answers: bool) -> Node:
        screen = part if isinstance(part, Screen) else part.screen
        to_end = isinstance(part, Screen) and self._moves(part, pressed, answers)
        t = part.t if isinstance(part, Relocalise) else place.t
        return Node(node_id(screen), self.renderer.node(with_cart(screen, place.cart_units), t), to_end)

    async def _keep(self, place: Place, drawn: list[Node]) -> None:
        """Keep and send the newest version of each."""
        nodes = tuple({node.id: node for node in drawn}.values())
        keeps = bool(place.chat_id and (nodes or place.memory))
        frame = await chats.keep(place.chat_id, nodes, place.memory) if keeps else chats.FORGOTTEN
        for n, node in enumerate(nodes, frame + 1):
            told = frame_of(n if frame != chats.FORGOTTEN else 0, node.id, node.html) | {"move": node.to_end}
            await self.hub.tell(place.by.shop_id, place.session, told)

    async def _speak(self, place: Place, part: Part) -> None:
        if isinstance(part, Word):
            await self.say(place, toast=part.toast, alert=part.alert)
        elif isinstance(part, Relocalise):
            await self.hub.tell(place.by.shop_id, place.session, {"op": "reload"})
        elif isinstance(part, Screen | Farewell):
            screen = part if isinstance(part, Screen) else part.screen
            await self.say(place, toast=screen.toast, alert="")  # the node itself carries its alert

    async def offers(self, place: Place, presses: Collection[str]) -> bool:
        """Whether the canvas of a chat has one of these presses on it now."""
        html = await node_html(place.by, place.chat_id, "canvas")
        return any(f'value="{press}"' in html for press in presses)

    async def say(self, place: Place, *, toast: str, alert: str) -> None:
        for kind, text in (("toast", toast), ("alert", alert)):
            if text:
                await self.hub.tell(place.by.shop_id, place.session, {"op": "toast", "kind": kind, "text": text})


def _below_a_card(screens: Sequence[Screen | Relocalise | Farewell], n: int) -> bool:
    """A canvas that comes after a card in a reply follows it to the end."""
    return any(isinstance(screen, Screen) and screen.kind == "card" for screen in screens[:n])
