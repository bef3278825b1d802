"""Going on in another messenger: the link there, the question when it is opened, the word when both are one."""

from __future__ import annotations

from domain.joining.actions import MINUTES
from domain.joining.views import JoinView
from domain.kit.i18n import Translator
from handlers.account.buttons import Me
from handlers.home.buttons import Home
from handlers.joining.buttons import Connect, GoOn
from handlers.screen import Action, Nav, Screen


def go_on_action(channel: str, t: Translator) -> Action:
    """The button where `channel` is what the reader would go on in."""
    if channel == "telegram":
        return Action(t("S-60", "📱 Continue in Telegram"), press=GoOn(), row=3, prio=3)
    label, short = t("S-60", "🌐 Continue in the browser"), t("S-60", "🌐 In the browser")
    return Action(label, press=GoOn(), row=3, prio=3, short=short)


def go_on_screen(channel: str, link: str, t: Translator) -> Screen:
    """The link, which works once; made when it was asked for."""
    telegram = channel == "telegram"
    title = t("S-60", "Continue in Telegram") if telegram else t("S-60", "Continue in the browser")
    label = t("S-60", "Open Telegram") if telegram else t("S-60", "Open the browser")
    once = t.plural("S-60", "The link is yours alone: it works once, for {n} minute.",
                    "The link is yours alone: it works once, for {n} minutes.", MINUTES)  # fmt: skip
    return Screen(
        id="S-60",
        title=title,
        body="\n".join((t("S-60", "Your cart, your saved things and your orders come along."), once)),
        actions=(Action(label, url=link, role="primary", prio=0, row=0),),
        nav=Nav(back=Me()),
    )


def connect_screen(token: str, view: JoinView, t: Translator) -> Screen:
    """Asked before anything is shown to the other side: a link can be sent to somebody else."""
    come = (
        t("S-60", "Your cart and your orders of the browser come here, and yours of here are seen there.")
        if view.channel == "web"
        else t("S-60", "Your cart and your orders of Telegram come here, and yours of here are seen there.")
    )
    return Screen(
        id="S-60",
        title=t("S-60", "Go on where you were?"),
        body="\n".join((come, t("S-60", "Say yes only if you have made this link yourself just now."))),
        actions=(
            Action(t("S-60", "Yes, connect them"), press=Connect(token=token), role="primary", prio=0, row=0),
            Action(t("S-60", "No"), press=Home(), row=1),
        ),
        nav=Nav(back=Home()),
    )


def already(screen: Screen, t: Translator) -> Screen:
    return screen.saying(notice=t("S-60", "Connected already: one cart, one list of orders."))


def connected(screen: Screen, t: Translator) -> Screen:
    return screen.saying(toast=t("S-60", "Connected: one cart, one list of orders."))


def connected_card(shop_name: str, t: Translator) -> Screen:
    """Said in every chat of the customer, so that whoever it was sees it."""
    return Screen(
        id="S-60",
        kind="card",
        key="connected",
        body=t("S-60", "Another chat with {shop} is connected with this one now: one cart, one list of orders.",
               shop=shop_name),
        actions=(Action(t("S-01", "🏠 Home"), press=Home(), row=0),),
        nav=None,
    )  # fmt: skip
