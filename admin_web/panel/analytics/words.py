"""What figures are called, and what they mean: the same sentences on the page, in its charts and in the manual."""

from __future__ import annotations

from admin_web.panel.orders import words as orders_words
from domain.kit.i18n import Translator


def sales(t: Translator) -> str:
    return t(
        "panel", "Totals of the orders placed that day, with delivery and tax. Cancelled and test orders are left out."
    )


def refunds(t: Translator) -> str:
    return t("panel", "What was given back that day, whenever the order was. Cancelled orders are in neither.")


def net(t: Translator) -> str:
    return t("panel", "Sales less refunds.")


def orders(t: Translator) -> str:
    return t("panel", "Orders that became firm that day: paid, or to be paid on delivery.")


def average(t: Translator) -> str:
    return t("panel", "Sales divided by orders, before refunds.")


def units(t: Translator) -> str:
    return t("panel", "Pieces in those orders.")


def products(t: Translator) -> str:
    return t("panel", "Money is after discounts, without delivery. Conversion: orders with it for each hundred views.")


def cohorts(t: Translator) -> str:
    return t(
        "panel",
        "Each row is everybody whose first order was in that month. “Ordered again” is who has a second "
        "order, ever. The months after it say how many of them ordered then. Money is all they have spent up to now.",
    )


def again(t: Translator) -> str:
    return t("panel", "Of those whose first order was in that month, how many have ordered again.")


def sorts(t: Translator) -> dict[str, str]:
    return {
        "money": t("panel", "By money"),
        "units": t("panel", "By units"),
        "orders": t("panel", "By orders"),
        "views": t("panel", "By views"),
        "conversion": t("panel", "By conversion"),
        "back": t("panel", "By returns"),
    }


def channels(t: Translator) -> dict[str, str]:
    return orders_words.channels(t)


def steps(t: Translator) -> dict[str, str]:
    return {
        "start": t("panel", "Came"),
        "view": t("panel", "Saw a product"),
        "cart": t("panel", "Put it into the cart"),
        "checkout": t("panel", "Began to check out"),
        "pay": t("panel", "Pressed “Pay”"),
        "paid": t("panel", "Ordered"),
    }


def funnel(t: Translator) -> str:
    return t(
        "panel",
        "People at each step, each counted once a day. “Ordered” is who has a firm order that day. Imported orders are "
        "left out: nobody was seen on the way to them.",
    )


def sources(t: Translator) -> str:
    return t(
        "panel",
        "People who came in these days by a link that says where it hangs; the last such link counts. Each is "
        "counted once, at every step taken in these days.",
    )


def returned(t: Translator) -> str:
    return t(
        "panel",
        "What customers asked to give back in these days, whenever they had bought it. What they took back or you "
        "rejected is left out. Worth is what was paid for it.",
    )


def return_rate(t: Translator) -> str:
    return t("panel", "Of a hundred units sold in these days, so many were asked to be given back.")


def taps(t: Translator) -> str:
    return t("panel", "Taps from opening the shop to the order: half of the orders took at most so many.")


def taps_most(t: Translator) -> str:
    return t("panel", "The same for nine orders of ten.")


def messages(t: Translator) -> str:
    return t("panel", "Messages typed on the way to the order: half of the orders took at most so many.")


def failures(t: Translator) -> str:
    return t("panel", "Payments that did not go through, by what the provider said. One order can fail several times.")


def nothing(t: Translator) -> str:
    return t("panel", "Words somebody searched for and found nothing. People are counted once a day.")


def visitors(t: Translator) -> str:
    return t(
        "panel", "People who pressed or wrote something that day, each once. Over a week or month: on an average day."
    )


def monthly(t: Translator) -> str:
    return t("panel", "People who did something in the 30 days up to the last day, each once.")


def payers(t: Translator) -> str:
    return t("panel", "Of those, how many placed a firm order in the same 30 days.")
