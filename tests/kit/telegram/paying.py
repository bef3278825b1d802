"""The methods of payments: invoices, the answers to their queries, Stars."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from tests.kit.telegram.ask import Ask
from tests.kit.telegram.chats import Raw
from tests.kit.telegram.currencies import EXPONENTS, STARS, within
from tests.kit.telegram.purse import Invoice
from tests.kit.telegram.refusals import bad
from tests.kit.telegram.sending import put

START = re.compile(r"[A-Za-z0-9_-]{0,64}")
NEEDS = ("need_name", "need_phone_number", "need_email", "need_shipping_address", "is_flexible")
MONTH = 2_592_000
MOST_TIPS = 4


def send_invoice(ask: Ask) -> Raw:
    ask.writable()
    check_invoice(ask)
    invoice = Invoice.of(ask)
    shown = {name: ask[name] for name in ("title", "description", "currency")}
    shown |= {"start_parameter": ask.get("start_parameter", ""), "total_amount": invoice.total}
    message = put(ask, {"invoice": shown}, invoice=True)
    message.invoice = invoice
    if message.markup is None:
        words = f"Pay {invoice.currency} {invoice.total}"
        message.raw["reply_markup"] = {"inline_keyboard": [[{"text": words, "pay": True}]]}
    return message.raw


def create_link(ask: Ask) -> str:
    check_invoice(ask)
    period = ask.get("subscription_period")
    if period is not None and (period != MONTH or ask["currency"] != STARS):
        raise bad("SUBSCRIPTION_PERIOD_INVALID")
    return ask.fake.treasury.link(Invoice.of(ask))


def check_invoice(ask: Ask) -> None:
    check_words(ask)
    check_prices(ask["prices"])
    if ask["currency"] == STARS:
        check_stars(ask)
    else:
        check_money(ask)
    if not within(ask["currency"], total_of(ask["prices"])):
        raise bad("CURRENCY_TOTAL_AMOUNT_INVALID")


def check_words(ask: Ask) -> None:
    if not 1 <= len(ask["title"]) <= 32:
        raise bad("INVOICE_TITLE_INVALID")
    if not 1 <= len(ask["description"]) <= 255:
        raise bad("INVOICE_DESCRIPTION_INVALID")
    if not 1 <= len(ask["payload"].encode()) <= 128:
        raise bad("INVOICE_PAYLOAD_INVALID")
    if not START.fullmatch(ask.get("start_parameter", "")):
        raise bad("START_PARAM_INVALID")


def check_prices(prices: Any) -> None:
    if not isinstance(prices, list) or not prices:
        raise bad("there must be at least one price component")
    for price in prices:
        if not price.get("label"):
            raise bad("can't parse labeled price: Can't find field \"label\"")
        if type(price.get("amount")) is not int:
            raise bad('can\'t parse labeled price: Field "amount" must be of type Number')


def total_of(prices: list[Raw]) -> int:
    return sum(price["amount"] for price in prices)


def check_stars(ask: Ask) -> None:
    """One price, no provider, no tips, nothing asked of the buyer."""
    if ask.get("provider_token"):
        raise bad("PAYMENT_PROVIDER_INVALID")
    if len(ask["prices"]) != 1 or any(ask.get(name) for name in (*NEEDS, "max_tip_amount", "suggested_tip_amounts")):
        raise bad("STARS_INVOICE_INVALID")


def check_money(ask: Ask) -> None:
    if ask["currency"] not in EXPONENTS:
        raise bad("CURRENCY_INVALID")
    if ask.get("provider_token", "") not in ask.bot.providers:
        raise bad("PAYMENT_PROVIDER_INVALID")
    if ask.get("is_flexible") and not ask.get("need_shipping_address"):
        ask.fake.violations.append(f"{ask.method}: is_flexible without need_shipping_address asks for nothing")
    tips = ask.get("suggested_tip_amounts") or []
    most = ask.get("max_tip_amount", 0)
    rising = all(one < next_one for one, next_one in pairwise(tips))
    if len(tips) > MOST_TIPS or not rising or any(not 0 < tip <= most for tip in tips):
        raise bad("TIP_AMOUNT_INVALID")


def answer_checkout(ask: Ask) -> bool:
    if not ask["ok"] and not ask.get("error_message"):
        raise bad('parameter "error_message" is required')
    ask.query("pre_checkout_query_id", "checkout").settle(ask.values)
    return True


def answer_shipping(ask: Ask) -> bool:
    if ask["ok"]:
        check_options(ask.get("shipping_options") or [])
    elif not ask.get("error_message"):
        raise bad('parameter "error_message" is required')
    ask.query("shipping_query_id", "shipping").settle(ask.values)
    return True


def check_options(options: list[Raw]) -> None:
    if not options:
        raise bad("there must be at least one shipping option")
    for option in options:
        if not option.get("id") or not option.get("title"):
            raise bad("can't parse shipping option: Can't find field")
        check_prices(option.get("prices"))
    if len({option["id"] for option in options}) < len(options):
        raise bad("SHIPPING_ID_DUPLICATE")


def star_balance(ask: Ask) -> Raw:
    return {"amount": ask.fake.treasury.balance(ask.bot)}


def star_transactions(ask: Ask) -> Raw:
    """In the order of time, oldest first."""
    start, most = ask.get("offset", 0), ask.get("limit", 100)
    if not 1 <= most <= 100:
        raise bad("LIMIT_INVALID")
    return {"transactions": ask.fake.treasury.transactions_of(ask.bot)[start : start + most]}


def refund(ask: Ask) -> bool:
    treasury = ask.fake.treasury
    charge = treasury.find(ask["telegram_payment_charge_id"])
    if charge is None or charge.bot is not ask.bot or charge.user != ask["user_id"] or charge.currency != STARS:
        raise bad("CHARGE_ID_INVALID")
    if charge.refunded:
        raise bad("CHARGE_ALREADY_REFUNDED")
    if treasury.balance(ask.bot) < charge.amount:
        raise bad("BALANCE_TOO_LOW")
    treasury.give_back(charge)
    return True
