"""A reply as messages of a Telegram chat: the canvas edited in place, cards, prompts, and the answer to the press."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import structlog
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, SetMyCommands
from aiogram.types import BotCommandScopeChat

from bot.channels.telegram.bots import CHANNEL, Bots
from bot.channels.telegram.canvas import Canvas, Easel, Shown
from bot.channels.telegram.durable import Cards
from bot.channels.telegram.failures import Gone, Refused, Same, Unreachable
from bot.channels.telegram.invoices import links_of, payable
from bot.channels.telegram.keyboard import Frame, keyboard
from bot.channels.telegram.line import Line
from bot.channels.telegram.pictures import Pictures
from bot.channels.telegram.sender import Lane, Sender
from bot.channels.telegram.setup import commands
from bot.channels.telegram.text import html_of
from bot.queues import ChatQueues
from domain.chats import actions as chats
from domain.chats import cards
from domain.chats.queries import canvas_of
from domain.kit.db import inside_transaction
from domain.kit.i18n import Translator
from domain.shop.queries import shop_of
from domain.shop.views import ShopView
from handlers.channel import TELEGRAM, Capabilities, Place, with_cart
from handlers.product.text import cut
from handlers.reply import Farewell, Part, Relocalise, Reply, Word, parts
from handlers.screen import ASIDE, Banner, Media, Screen, Sheet

log = structlog.get_logger()
TOAST = 190


@dataclass(slots=True)
class Heard:
    """What is being answered: a press (`query`, on `message`), or the customer's own message.

    `in_place`: what came in stands nowhere in the chat (a payment sheet). `answered`: the press has its answer already.
    """

    query: str = ""
    message: int = 0
    in_place: bool = False
    answered: bool = False


@dataclass(slots=True)
class _Stage:
    """One reply being shown. `here`: the canvas may be edited where it stands."""

    line: Line
    place: Place
    canvas: Canvas
    here: bool
    heard: Heard | None
    words: list[Word] = field(default_factory=list)

    @property
    def pressed(self) -> bool:
        return bool(self.heard and self.heard.query)


class Telegram:
    """The Channel of Telegram, for all bots of this process. `site` is our public address, "" when there is none."""

    capabilities: Capabilities = TELEGRAM

    def __init__(self, bots: Bots, sender: Sender, pictures: Pictures, queues: ChatQueues, site: str = "") -> None:
        self.bots = bots
        self.sender = sender
        self.queues = queues
        self.site = site
        self.easel = Easel(pictures)
        self.cards = Cards(self.easel)

    # ------------------------------------------------------------------------------------------------------- answering

    async def answer(self, place: Place, reply: Reply, heard: Heard) -> AnswerCallbackQuery | None:
        """Show what comes of a press or a message; what is left to say of a press is returned, to be said last."""
        line = await self._line(place, Lane.REPLY)
        canvas = Canvas.of(place.canvas)
        here = heard.in_place or (bool(heard.query) and heard.message == canvas.message)
        stage = _Stage(line, place, canvas, here, heard)
        await self._shown(stage, reply)
        if heard.query and not here:
            await self._strip(stage, heard.message)
        return _last_word(stage)

    async def show(self, place: Place, reply: Reply, *, answers: bool = True) -> None:
        """The shop speaks first: cards where they stand unless it is news, the canvas where it stands."""
        async with self.queues.of(queue_of(place.bot, place.session)):
            line = await self._line(place, Lane.NEWS)
            canvas = Canvas.of(await canvas_of(place.by, place.chat_id))
            await self._shown(_Stage(line, place, canvas, here=True, heard=None), reply, news=answers)

    async def card(self, place: Place, screen: Screen) -> None:
        """Send or edit one card by its key."""
        await self.show(place, screen, answers=False)

    async def offers(self, place: Place, presses: Collection[str]) -> bool:
        """Whether the canvas of a chat has one of these presses on it now."""
        return not set(presses).isdisjoint(Canvas.of(await canvas_of(place.by, place.chat_id)).presses)

    async def moved(self, bot_id: str, chat: int, now: int) -> None:
        """A group has another number: what was kept under the old one is kept under the new one."""
        await cards.renumbered(CHANNEL, bot_id, str(chat), str(now))

    async def _line(self, place: Place, lane: Lane) -> Line:
        return Line(place.by, await self.bots.bot(place.bot), int(place.session), self.sender, lane)

    async def _shown(self, stage: _Stage, reply: Reply, *, news: bool = False) -> None:
        if inside_transaction():
            raise RuntimeError("nothing is shown before commit")
        before = stage.canvas
        try:
            for part in parts(reply):
                await self._part(stage, part, news=news)
        except Unreachable:
            await cards.unreachable(stage.place.by, stage.place.chat_id, yes=True)
        finally:
            changed = stage.canvas.kept() if stage.canvas != before else None
            if stage.place.chat_id and (stage.place.memory or changed is not None):
                await chats.keep(stage.place.chat_id, (), stage.place.memory, changed)

    async def _part(self, stage: _Stage, part: Part, *, news: bool) -> None:
        match part:
            case Word():
                await self._word(stage, part)
            case Relocalise(screen=screen, t=t):
                stage.place = replace(stage.place, t=t)
                await self._screen(stage, screen, news=news)
                await self._commands(stage, t)
            case Farewell(screen=screen):
                await self._screen(stage, screen, news=news)
            case Screen():
                await self._screen(stage, part, news=news)
            case _:
                return  # answers to payment sheets and searches are given before anything is drawn

    async def _screen(self, stage: _Stage, screen: Screen, *, news: bool) -> None:
        if stage.pressed and (screen.toast or screen.alert):
            stage.words.append(Word(toast=screen.toast, alert=screen.alert))
        if screen.kind == "card":
            await self._card(stage, screen, news=news)
        else:
            await self._canvas(stage, with_cart(screen, stage.place.cart_units))

    async def _card(self, stage: _Stage, screen: Screen, *, news: bool) -> None:
        frame = await self._frame(stage, screen)
        screen = payable(screen, frame.pay, stage.place.t)
        heard = stage.heard
        await self.cards.show(
            stage.line, stage.place.chat_id, screen, frame, to_end=news or heard is not None,
            pressed=heard.message if heard else 0,
        )  # fmt: skip
        stage.here = stage.here and heard is None  # a canvas that comes after a card follows it to the end

    async def _canvas(self, stage: _Stage, screen: Screen) -> None:
        said = "" if stage.pressed else screen.alert or screen.toast
        shop = await shop_of(stage.place.by)
        if not shop.settings.telegram_pictures:
            screen = replace(screen, media=None)
        frame = await self._frame(stage, screen)
        screen = payable(screen, frame.pay, stage.place.t)
        shown = Shown(html_of(screen, said=said), keyboard(screen, frame), _media(shop, screen))
        asked = stage.canvas.prompt
        stage.canvas = await self.easel.draw(stage.line, stage.canvas, shown, here=stage.here)
        stage.here = True
        if asked:
            stage.canvas = await self.easel.answered(stage.line, stage.canvas, next_asks=screen.prompt is not None)
        if screen.prompt:
            back = screen.nav.back.pack() if screen.nav and screen.nav.back else ""
            stage.canvas = await self.easel.ask(stage.line, stage.canvas, screen.prompt, back)

    async def _frame(self, stage: _Stage, screen: Screen) -> Frame:
        pay = await links_of(stage.line, screen)
        return Frame(stage.place.t, self.site, pay)

    async def _word(self, stage: _Stage, word: Word) -> None:
        if stage.pressed:
            stage.words.append(word)
        elif words := word.alert or word.toast:
            await self._card(stage, Screen(id="word", kind="card", key=ASIDE, body=words, nav=None), news=False)

    async def _commands(self, stage: _Stage, t: Translator) -> None:
        """The list of commands in the language this chat speaks now."""
        scope = BotCommandScopeChat(chat_id=stage.line.chat)
        try:
            await stage.line.call(SetMyCommands(commands=commands(t), scope=scope))
        except Refused as error:
            log.info("commands not set", why=str(error))

    async def _strip(self, stage: _Stage, message: int) -> None:
        """An older screen of ours has been pressed: its buttons have done their work. Cards keep theirs."""
        if not message or await cards.is_card(stage.place.by, stage.place.chat_id, message):
            return
        try:
            await stage.line.call(
                EditMessageReplyMarkup(chat_id=stage.line.chat, message_id=message, reply_markup=None)
            )
        except (Gone, Same, Refused, Unreachable):
            return


def _media(shop: ShopView, screen: Screen) -> Media | None:
    """Every canvas has a picture, for a picture can be edited into any other and never into words."""
    if not shop.settings.telegram_pictures:
        return None
    if screen.media and not (isinstance(screen.media, Sheet) and not any(screen.media.photos)):
        return screen.media
    return Banner(shop.name)


def queue_of(bot: str, external_id: str) -> str:
    """The line in which inputs and news of one chat stand."""
    return f"telegram:{bot}:{external_id}"


def _last_word(stage: _Stage) -> AnswerCallbackQuery | None:
    """The answer to the press, with what there is to say."""
    if not stage.heard or not stage.heard.query or stage.heard.answered:
        return None
    alert = next((word.alert for word in stage.words if word.alert), "")
    toast = next((word.toast for word in stage.words if word.toast), "")
    return AnswerCallbackQuery(
        callback_query_id=stage.heard.query, text=cut(alert or toast, TOAST) or None, show_alert=True if alert else None
    )
