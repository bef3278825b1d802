"""S-72: something broke on our side. A card of its own: what the customer was looking at stays as it is."""

from __future__ import annotations

from collections.abc import Iterable

from aiogram.filters.callback_data import CallbackData

from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.home.buttons import Home
from handlers.screen import ASIDE, Action, Screen
from handlers.support.buttons import Help
from handlers.support.screens import contacts

KEY = "trouble"


def trouble_card(code: str, again: CallbackData, shop: ShopView, t: Translator) -> Screen:
    """The code finds the trace in the log and goes along with a letter. `again` does the same once more."""
    return Screen(
        id="S-72",
        kind="card",
        key=KEY,
        title=t("S-72", "Something broke on our side"),
        body=t("S-72", "Nothing was charged. Code {code}.", code=code),
        actions=(
            Action(t("S-72", "Try again"), press=again, role="primary", prio=0, row=0),
            *_people(code, shop, t),
        ),
        nav=None,
    )


def _people(code: str, shop: ShopView, t: Translator) -> Iterable[Action]:
    found = tuple(contacts(shop, t, subject=t("S-72", "Code {code}", code=code)))
    return found or (Action(t("S-50", "💬 Help"), press=Help(), row=1),)


def mended_card(t: Translator) -> Screen:
    """In place of the card whose [Try again] worked."""
    return Screen(id="S-72", kind="card", key=KEY, body=t("S-72", "It worked this time."), nav=None)


def secret_card(t: Translator) -> Screen:
    """Somebody has written the number of a card."""
    body = (
        t("S-70", "We have not kept it, and nobody of the shop will ask for it. Delete your message."),
        t("S-70", "Cards are entered only on the payment page that the Pay button opens."),
    )
    return Screen(
        id="S-70",
        kind="card",
        key=ASIDE,
        title=t("S-70", "That looks like a card number"),
        body="\n".join(body),
        actions=(Action(t("S-01", "🏠 Home"), press=Home(), row=0),),
        nav=None,
    )
