"""S-60, S-61 and S-64: what the shop knows about a customer, for the customer to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from domain.customers.phones import masked
from domain.customers.views import AddressView, ProfileView
from domain.kit.i18n import Translator, language_name
from domain.kit.money import Money
from domain.shop.views import ShopView
from handlers.account.buttons import (
    Addresses,
    AskName,
    DeleteAddress,
    ForgetPhone,
    Languages,
    MakeDefault,
    Me,
    NewAddress,
    OpenAddress,
    RenameAddress,
    SetLanguage,
    UndoDelete,
)
from handlers.checkout.fields import address_inputs
from handlers.checkout.reach import Reach
from handlers.checkout.screens import address_name
from handlers.home.buttons import Home
from handlers.joining.screens import go_on_action
from handlers.orders.buttons import Orders
from handlers.privacy.buttons import OpenPrivacy
from handlers.saved.buttons import OpenAlerts, OpenSaved
from handlers.screen import Action, Choice, Form, Input, Nav, Screen
from handlers.support.buttons import Help
from handlers.wallet.buttons import OpenWallet

NAME_SHOWN = 40


def me_screen(
    profile: ProfileView,
    shop: ShopView,
    t: Translator,
    *,
    onward: str = "",
    wallet: Money | None = None,
) -> Screen:
    """S-60. `onward` is a messenger to go on in.

    `wallet` is what is in there; a wallet with nothing is not spoken of.
    """
    known = (
        t.plural("S-60", "{n} order", "{n} orders", profile.orders) if profile.orders else "",
        masked(profile.phone) if profile.phone else "",
        t("S-60", "wallet {sum}", sum=wallet) if wallet else "",
    )
    return Screen(
        id="S-60",
        title=profile.name[:NAME_SHOWN] or t("S-60", "Me"),
        body=" · ".join(part for part in known if part),
        choices=tuple(_things(profile, shop, wallet, t)),
        actions=tuple(_me_actions(profile, onward, t)),
        nav=Nav(back=Home()),
    )


def _things(profile: ProfileView, shop: ShopView, wallet: Money | None, t: Translator) -> Iterable[Choice]:
    yield Choice(Orders(), t("S-60", "📦 Orders"), columns=2)
    yield Choice(OpenSaved(), _with_count(t("S-60", "♡ Saved"), profile.saved, t), columns=2)
    yield Choice(Addresses(), _with_count(t("S-60", "🏠 Addresses"), profile.addresses, t), columns=2)
    yield Choice(OpenAlerts(), _with_count(t("S-60", "🔔 Alerts"), profile.alerts, t), columns=2)
    if wallet:
        yield Choice(OpenWallet(), t("S-60", "👛 Wallet"), columns=2)
    if len(shop.locales) > 1:
        yield Choice(Languages(), t("S-60", "🌐 Language"), columns=2)
    yield Choice(AskName(), t("S-60", "My name"), columns=2)


def _with_count(label: str, count: int, t: Translator) -> str:
    return f"{label} · {t.number(count)}" if count else label


def _me_actions(profile: ProfileView, onward: str, t: Translator) -> Iterable[Action]:
    if onward:
        yield go_on_action(onward, t)
    if profile.phone:
        yield Action(t("S-60", "📱 Forget my phone"), press=ForgetPhone(rev=0), row=1, prio=4)
    yield Action(t("S-60", "🔒 Privacy"), press=OpenPrivacy(), row=2)
    yield Action(t("S-50", "💬 Help"), press=Help(), row=2)


def name_screen(name: str, t: Translator) -> Screen:
    return Screen(
        id="S-60",
        title=t("S-60", "What shall we call you?"),
        form=Form(
            "name", (Input("name", "text", t("S-30", "Name"), value=name, autocomplete="name"),), t("S-24", "Save")
        ),
        awaits="name",
        nav=Nav(back=Me()),
    )


def addresses_screen(addresses: Sequence[AddressView], t: Translator, *, undo: int = 0) -> Screen:
    """S-61. `undo` is the address that has just been deleted."""
    empty = t("S-61", "No addresses yet. You can add one while ordering.")
    return Screen(
        id="S-61",
        title=t("S-61", "Addresses"),
        body="" if addresses else empty,
        choices=tuple(_row(address, t) for address in addresses),
        actions=tuple(_list_actions(undo, t)),
        nav=Nav(back=Me()),
    )


def _row(address: AddressView, t: Translator) -> Choice:
    return Choice(
        OpenAddress(id=address.id),
        address_name(address, t),
        description=address.postcode,
        badge=t("S-61", "✓ default") if address.is_default else "",
    )


def _list_actions(undo: int, t: Translator) -> Iterable[Action]:
    if undo:
        yield Action(t("S-20", "↩ Undo"), press=UndoDelete(id=undo), row=1)
    yield Action(t("S-61", "＋ Add"), press=NewAddress(), row=2)


def address_screen(address: AddressView, t: Translator) -> Screen:
    """One address and what can be done with it."""
    return Screen(
        id="S-61",
        title=address.label or address.short,
        body=address.full if address.label or address.full != address.short else "",
        lines=(t("S-61", "✓ We deliver here unless you choose another."),) if address.is_default else (),
        actions=tuple(_address_actions(address, t)),
        nav=Nav(back=Addresses()),
    )


def _address_actions(address: AddressView, t: Translator) -> Iterable[Action]:
    if not address.is_default:
        yield Action(t("S-61", "Make default"), press=MakeDefault(id=address.id), row=1)
    yield Action(t("S-61", "Rename"), press=RenameAddress(id=address.id), row=2)
    yield Action(t("S-61", "Change"), press=NewAddress(id=address.id), row=2)
    yield Action(t("S-61", "Delete"), press=DeleteAddress(id=address.id), row=3)


def rename_screen(address: AddressView, t: Translator) -> Screen:
    hidden = Input("id", "hidden", t("S-61", "Rename"), value=str(address.id))
    field = Input("label", "text", t("S-61", "Your word for it"), hint=t("S-61", "Home, work, mum…"),
                  value=address.label, autocomplete="off")  # fmt: skip
    return Screen(
        id="S-61",
        title=t("S-61", "What do you call this address?"),
        body=address.full,
        form=Form("label", (field, hidden), t("S-24", "Save")),
        awaits=f"label.{address.id}",
        nav=Nav(back=OpenAddress(id=address.id)),
    )


def edit_screen(
    address_id: int, reach: Reach, values: Mapping[str, str], errors: Mapping[str, str], t: Translator
) -> Screen:
    """A new address (`address_id` 0) or another text for one; typed in one message where there are no forms."""
    hidden = Input("id", "hidden", t("S-61", "Addresses"), value=str(address_id))
    return Screen(
        id="S-61",
        title=t("S-61", "Change the address") if address_id else t("S-61", "New address"),
        body=t("S-61", "Fill it in, or send it as one message."),
        form=Form("address", (*address_inputs(reach, values, errors, t), hidden), t("S-24", "Save")),
        awaits=f"place.{address_id}",
        nav=Nav(back=OpenAddress(id=address_id) if address_id else Addresses()),
    )


def languages_screen(codes: Sequence[str], current: str, t: Translator) -> Screen:
    """S-64, each language in its own words."""
    return Screen(
        id="S-64",
        title=t("S-64", "Language"),
        choices=tuple(
            Choice(SetLanguage(code=code), language_name(code), state="chosen" if code == current else "")
            for code in codes
        ),
        nav=Nav(back=Me()),
    )
