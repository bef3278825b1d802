"""Replies that are not drawn into a chat: to payment sheets, to searches, in groups. Pure, but for the sending."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aiogram import Bot
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    AnswerPreCheckoutQuery,
    AnswerShippingQuery,
    SendMessage,
    TelegramMethod,
)
from aiogram.types import (
    InlineQueryResultArticle,
    InlineQueryResultPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LabeledPrice,
    LinkPreviewOptions,
    ReplyParameters,
    ShippingOption,
)

from bot.channels.telegram.canvas import HTML
from bot.channels.telegram.failures import SendError
from bot.channels.telegram.keyboard import Frame, keyboard
from bot.channels.telegram.read import Taken
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.text import CAPTION, TEXT, html_of, plain
from domain.kit.i18n import Translator
from handlers.product.text import cut
from handlers.reply import (
    InlineAnswer,
    InlineResult,
    PreCheckoutAnswer,
    Reply,
    ShippingAnswer,
    ShippingChoice,
    Word,
    parts,
    screens,
)
from handlers.screen import Screen

TOAST, REFUSAL = 190, 250
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
Method = TelegramMethod[Any]


async def quietly(sender: Sender, bot: Bot, method: Method, chat: int | None = None) -> bool:
    """Call it; False, and nothing else, when Telegram would not have it."""
    try:
        await sender.call(bot, method, chat=chat)
    except SendError:
        return False
    return True


def payment(reply: Reply, query: str, t: Translator, *, shipping: bool) -> Method:
    """The answer to a payment sheet; a reply without one is no."""
    for part in parts(reply):
        if isinstance(part, PreCheckoutAnswer):
            return AnswerPreCheckoutQuery(
                pre_checkout_query_id=query, ok=part.ok, error_message=None if part.ok else cut(part.error, REFUSAL)
            )
        if isinstance(part, ShippingAnswer):
            return _shipping(part, query)
    return unsure(query, t, shipping=shipping)


def _shipping(answer: ShippingAnswer, query: str) -> AnswerShippingQuery:
    if not answer.options:
        return AnswerShippingQuery(shipping_query_id=query, ok=False, error_message=cut(answer.error, REFUSAL))
    options = [_option(choice) for choice in answer.options]
    return AnswerShippingQuery(shipping_query_id=query, ok=True, shipping_options=options)


def _option(choice: ShippingChoice) -> ShippingOption:
    prices = [LabeledPrice(label=label, amount=amount.minor) for label, amount in choice.prices]
    return ShippingOption(id=choice.id, title=choice.title, prices=prices)


def unsure(query: str, t: Translator, *, shipping: bool) -> Method:
    """We could not find out in time."""
    words = t("S-36", "We could not check your order just now. You were not charged. Try again.")
    if shipping:
        return AnswerShippingQuery(shipping_query_id=query, ok=False, error_message=words)
    return AnswerPreCheckoutQuery(pre_checkout_query_id=query, ok=False, error_message=words)


def drawn(reply: Reply) -> Reply:
    """What of a reply is drawn into the chat."""
    return tuple(part for part in parts(reply) if isinstance(part, Screen))


def pressed(reply: Reply, query: str) -> AnswerCallbackQuery:
    """The answer to a press outside a private chat: what there is to say, in a bubble."""
    words = [part for part in parts(reply) if isinstance(part, Word)]
    alerts = [w.alert for w in words] + [s.alert for s in screens(reply)]
    toasts = [w.toast for w in words] + [s.toast for s in screens(reply)]
    alert, toast = next(filter(None, alerts), ""), next(filter(None, toasts), "")
    return AnswerCallbackQuery(
        callback_query_id=query, text=cut(alert or toast, TOAST) or None, show_alert=True if alert else None
    )


def in_group(reply: Reply, taken: Taken, site: str, t: Translator) -> Iterator[SendMessage]:
    """One card in a group, in answer to the message it belongs to."""
    words = [part.alert or part.toast for part in parts(reply) if isinstance(part, Word)]
    cards = [(html_of(screen, TEXT), keyboard(screen, Frame(t, site))) for screen in screens(reply)]
    for text, keys in [*cards, *((plain(word), None) for word in words if word)][:1]:
        yield SendMessage(
            chat_id=taken.chat, text=text, parse_mode=HTML, reply_markup=keys, link_preview_options=NO_PREVIEW,
            reply_parameters=ReplyParameters(message_id=taken.message, allow_sending_without_reply=True),
        )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- as you type


def inline(reply: Reply, query: str, site: str, t: Translator) -> AnswerInlineQuery:
    """What was found, as Telegram lists it."""
    answer = next((part for part in parts(reply) if isinstance(part, InlineAnswer)), None)
    if answer is None:
        return AnswerInlineQuery(inline_query_id=query, results=[], cache_time=1)
    button = answer.button
    return AnswerInlineQuery(
        inline_query_id=query,
        results=[_result(result, site, t) for result in answer.results],
        cache_time=answer.cache_seconds,
        is_personal=answer.personal or None,
        next_offset=answer.next_offset,
        button=InlineQueryResultsButton(text=button[0], start_parameter=button[1]) if button else None,
    )


def _result(result: InlineResult, site: str, t: Translator) -> InlineQueryResultArticle | InlineQueryResultPhoto:
    """A picture with its words where there is a picture the world can fetch, else the words alone."""
    card = Screen(id="inline", title=result.title, body=result.body, actions=result.actions, nav=None, kind="card")
    keys = keyboard(card, Frame(t, site))
    picture = _public(result, site)
    if result.says:
        content = InputTextMessageContent(message_text=result.says)
        return InlineQueryResultArticle(
            id=result.id, title=result.title, description=result.description, thumbnail_url=picture or None,
            input_message_content=content,
        )  # fmt: skip
    if picture:
        return InlineQueryResultPhoto(
            id=result.id, photo_url=picture, thumbnail_url=picture, title=result.title, description=result.description,
            caption=html_of(card, CAPTION), parse_mode=HTML, reply_markup=keys,
        )  # fmt: skip
    words = InputTextMessageContent(message_text=html_of(card, TEXT), parse_mode=HTML, link_preview_options=NO_PREVIEW)
    return InlineQueryResultArticle(
        id=result.id, title=result.title, description=result.description, reply_markup=keys, input_message_content=words
    )


def _public(result: InlineResult, site: str) -> str:
    """The picture's address, "" when Telegram could not fetch it."""
    path = result.image.path if result.image else ""
    if path.startswith("https://"):
        return path
    return f"{site}{path}" if path.startswith("/") and site.startswith("https://") else ""
