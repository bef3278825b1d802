"""S-66: what the shop keeps about a customer, for the customer to take along or to delete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.customers.phones import masked
from domain.customers.views import ProfileView
from domain.kit.i18n import Translator
from domain.privacy.views import ErasureView
from domain.shop.views import ShopView
from handlers.account.buttons import Me
from handlers.home.buttons import Home
from handlers.orders.buttons import Orders
from handlers.privacy.buttons import AskErase, EraseMe, OpenPrivacy, SendData
from handlers.screen import Action, Document, Fact, Nav, Screen
from handlers.support.buttons import HelpTopic
from handlers.support.screens import contacts, topic_name

NAME_SHOWN = 40
CARD = "my-data"


@dataclass(frozen=True, slots=True)
class Written:
    """Which of the shop's own texts there are to read."""

    policy: bool = False
    terms: bool = False


def privacy_screen(profile: ProfileView, written: Written, t: Translator) -> Screen:
    """What is kept, in figures, and what can be done about it."""
    return Screen(
        id="S-66",
        title=t("S-66", "What we keep"),
        body=t(
            "S-66", "What you tell us, what you order, and what this chat shows. You can take it along or delete it."
        ),
        facts=tuple(_kept(profile, t)),
        lines=(t("S-66", "Kept until you delete it. Invoices stay for as long as the law demands."),),
        actions=tuple(_doors(written, t)),
        nav=Nav(back=Me()),
    )


def _kept(profile: ProfileView, t: Translator) -> Iterable[Fact]:
    if profile.name:
        yield Fact(t("S-30", "Name"), profile.name[:NAME_SHOWN])
    if profile.phone:
        yield Fact(t("S-66", "Phone"), masked(profile.phone))
    counts = (
        (t("S-61", "Addresses"), profile.addresses),
        (t("S-66", "Orders"), profile.orders),
        (t("S-66", "Saved things"), profile.saved),
        (t("S-66", "Alerts"), profile.alerts),
    )
    yield from (Fact(label, t.number(count)) for label, count in counts if count)


def _doors(written: Written, t: Translator) -> Iterable[Action]:
    yield Action(t("S-66", "📦 Send me my data"), press=SendData(), row=1)
    yield Action(t("S-66", "Delete my data"), press=AskErase(), row=2)
    for slug, there in (("privacy", written.policy), ("terms", written.terms)):
        if there:
            yield Action(_text_name(slug, t), press=HelpTopic(slug=slug), row=3)


def _text_name(slug: str, t: Translator) -> str:
    return t("S-66", "Privacy policy") if slug == "privacy" else topic_name(slug, t)


def file_card(file: Document, made_at: datetime, t: Translator) -> Screen:
    """Everything, as a file."""
    return Screen(
        id="S-66",
        kind="card",
        key=CARD,
        title=t("S-66", "Your data"),
        body=t(
            "S-66", "A page to read and a file for programs. Whoever has this file can read it: keep it to yourself."
        ),
        lines=(t("S-66", "As of {when}. You can ask for a new one a day later.", when=t.moment(made_at)),),
        document=file,
        nav=None,
    )


def question_screen(customer_id: int, plan: ErasureView, shop: ShopView, t: Translator) -> Screen:
    """What goes and what has to stay; or why it is not possible yet."""
    if plan.refusal:
        return _not_yet(t.refusal(plan.refusal), shop, t)
    return Screen(
        id="S-66",
        title=t("S-66", "Delete your data?"),
        body="\n".join(_consequences(plan, t)),
        lines=(t("S-66", "This is at once and cannot be undone."),),
        actions=(Action(t("S-66", "Yes, delete"), press=EraseMe(rev=customer_id), role="danger", row=1),),
        nav=Nav(back=OpenPrivacy()),
    )


def _consequences(plan: ErasureView, t: Translator) -> Iterable[str]:
    yield t("S-66", "Goes: name, phone, addresses, cart, saved things, alerts, and what this chat shows.")
    if plan.orders:
        yield t.plural("S-66", "Stays: {n} order, without your name, phone and street.",
                       "Stays: {n} orders, without your name, phone and street.", plan.orders)  # fmt: skip
    if plan.papers:
        yield t.plural("S-66", "Stays: {n} invoice as it was issued, for as long as the law tells the shop to keep it.",
                       "Stays: {n} invoices as they were issued, for as long as the law tells the shop to keep them.",
                       plan.papers)  # fmt: skip
    yield t("S-66", "Links to your orders end. If you come back, you are somebody new to us.")


def _not_yet(why: str, shop: ShopView, t: Translator) -> Screen:
    return Screen(
        id="S-66",
        title=t("S-66", "Not yet"),
        body=why,
        actions=(Action(t("S-01", "📦 Orders"), press=Orders(), row=1), *contacts(shop, t)),
        nav=Nav(back=OpenPrivacy()),
    )


def erased_screen(channel: str, t: Translator) -> Screen:
    """The last words to somebody; whoever presses or writes next is somebody new."""
    new = t("S-66", "If you come back, you are somebody new to us.")
    yours = t("S-66", "Older messages in this chat are in your own messenger: delete the chat there if you like.")
    return Screen(
        id="S-66",
        title=t("S-66", "Your data is deleted"),
        body=new if channel == "web" else f"{new}\n{yours}",
        actions=(Action(t("S-66", "Start again"), press=Home(), role="primary", row=1),),
        nav=Nav(back=None, home=False, cart=0),
        toast=t("S-66", "Your data is deleted."),
    )
