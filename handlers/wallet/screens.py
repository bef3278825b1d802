"""S-62, and the message of credit that the shop has given."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.wallet.views import MovementView, WalletView
from handlers.account.buttons import Me
from handlers.home.buttons import Home
from handlers.orders.buttons import OpenOrder
from handlers.product.text import cut
from handlers.screen import Action, Choice, Nav, Screen
from handlers.wallet.buttons import OpenWallet

PAGE = 5


def wallet_screen(wallet: WalletView, page: int, t: Translator) -> Screen:
    """`wallet` holds one movement more than a page where there are more."""
    shown = wallet.movements[:PAGE]
    return Screen(
        id="S-62",
        title=t("S-62", "Wallet · {sum}", sum=wallet.balance),
        body=_body(wallet, t),
        lines=tuple(_line(one, t) for one in shown if not one.order_id),
        choices=tuple(Choice(OpenOrder(id=one.order_id), _line(one, t)) for one in shown if one.order_id),
        actions=tuple(_actions(wallet, page, t)),
        nav=Nav(back=Me()),
    )


def _body(wallet: WalletView, t: Translator) -> str:
    if wallet.balance:
        return t("S-62", "It pays for your next order: say so when you check the order.")
    return t("S-62", "Nothing is in there now. Refunds can come here, and credit from the shop.")


def _line(one: MovementView, t: Translator) -> str:
    sum_ = f"+{t.money(one.amount)}" if one.amount.minor > 0 else f"−{t.money(-one.amount)}"
    return f"{sum_} · {_why(one, t)} · {t.day(one.at.date())}"


def _why(one: MovementView, t: Translator) -> str:
    if one.kind == "credit":
        return t("S-62", "credit from the shop")
    if one.kind == "debit":
        return t("S-62", "taken back by the shop")
    if one.kind == "merge":
        return t("S-62", "from your other chat")
    number = str(one.order_number)
    return t("S-62", "order #{no}", no=number) if one.kind == "capture" else t("S-62", "refund #{no}", no=number)


def _actions(wallet: WalletView, page: int, t: Translator) -> Iterable[Action]:
    if page > 1:
        yield Action(t("S-62", "Newer"), press=OpenWallet(page=page - 1), row=0)
    if len(wallet.movements) > PAGE:
        yield Action(t("S-62", "Older"), press=OpenWallet(page=page + 1), row=0)
    if wallet.balance:
        yield Action(t("S-62", "Browse"), press=Home(), role="primary", prio=0, row=1)


def credit_card(amount: Money, reason: str, shop: str, t: Translator) -> Screen:
    """The shop has given credit; what it says of why is the merchant's own words."""
    said = t("S-62", "{shop} has put {sum} into your wallet.", shop=shop, sum=amount)
    return Screen(
        id="S-62",
        kind="card",
        key="wallet",
        body=f"{said}\n{cut(reason, 200)}".strip(),
        actions=(Action(t("S-62", "👛 Wallet"), press=OpenWallet(), row=0),),
        nav=None,
    )
