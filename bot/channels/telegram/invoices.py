"""Links to Telegram's payment sheet, made just before the screen that offers them."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from aiogram.methods import CreateInvoiceLink
from aiogram.types import LabeledPrice

from bot.channels.telegram.failures import Busy, Refused
from bot.channels.telegram.line import Line
from domain.kit.cache import Lru
from domain.kit.i18n import Translator
from domain.payments.cards import card_token
from handlers.screen import Invoice, Screen

log = structlog.get_logger()
CARD = "telegram"
_links: Lru[tuple[str, Invoice], str] = Lru(2_000)


async def links_of(line: Line, screen: Screen) -> Mapping[Invoice, str]:
    """The link of every payment button of a screen; one Telegram refuses is left out, and the screen still shown."""
    wanted = [action.pay for action in screen.actions if action.pay]
    made = {invoice: await _link(line, invoice) for invoice in wanted}
    return {invoice: link for invoice, link in made.items() if link}


def payable(screen: Screen, links: Mapping[Invoice, str], t: Translator) -> Screen:
    """A screen whose payment button cannot be made says so, instead of having none."""
    if all(action.pay in links for action in screen.actions if action.pay):
        return screen
    words = t(
        "S-36", "Telegram does not take this payment right now. Nothing was charged: choose another way, or wait."
    )
    return screen.saying(notice=words)


async def _link(line: Line, invoice: Invoice) -> str:
    known = _links.get((line.bot_id, invoice))
    if known:
        return known
    token = await card_token(line.by) if invoice.provider == CARD else ""
    try:
        return _links.put((line.bot_id, invoice), await line.call(method_of(invoice, token)))
    except (Refused, Busy) as error:
        log.warning("invoice refused", payload=invoice.payload, why=str(error))
        return ""


def method_of(invoice: Invoice, token: str) -> CreateInvoiceLink:
    """The call that makes the link. Stars have no token, tips or forms."""
    stars = invoice.provider != CARD
    return CreateInvoiceLink(
        title=invoice.title,
        description=invoice.description,
        payload=invoice.payload,
        currency=invoice.prices[0][1].currency,
        prices=[LabeledPrice(label=label, amount=amount.minor) for label, amount in invoice.prices],
        provider_token="" if stars else token,
        max_tip_amount=invoice.tip_most.minor if invoice.tip_most else None,
        suggested_tip_amounts=[tip.minor for tip in invoice.tips] or None,
        need_name=invoice.form or None,
        need_phone_number=invoice.form or None,
        need_shipping_address=invoice.form or None,
        is_flexible=invoice.form or None,
    )
