"""S-25: a link to pass on, and what it holds for who opens it."""

from __future__ import annotations

from collections.abc import Iterable

from domain.cart.actions import SharedLink
from domain.cart.shared import SharedLine, SharedView
from domain.kit.i18n import Translator
from domain.kit.paging import clamp
from handlers.cart.buttons import OpenCart
from handlers.cart.words import item
from handlers.home.buttons import Home
from handlers.product.buttons import OpenProduct
from handlers.product.text import cut
from handlers.saved.buttons import OpenSaved
from handlers.screen import Action, Choice, Nav, Photo, Screen
from handlers.sharing.buttons import AddShared, OpenShared

PAGE = 8
NAMED, NAME = 3, 40
PAGES_ROW = 3


def link_screen(link: SharedLink, address: str, what: str, t: Translator) -> Screen:
    """The link itself, to be shared or copied."""
    day = t.day(link.expires_at.astimezone(t.zone).date())
    return Screen(
        id="S-25",
        title=t("S-25", "Your link is ready"),
        body=t.plural(
            "S-25",
            "Whoever opens it sees {n} item at today's price and can put it into their own cart.",
            "Whoever opens it sees {n} items at today's prices and can put them into their own cart.",
            link.things,
        ),
        lines=(t("S-25", "It works until {day}. It does not say who you are.", day=day), *_limits(link, t)),
        actions=(Action(t("S-25", "↗ Share the link"), share=address, role="primary", prio=0, row=0),),
        nav=Nav(back=OpenCart() if what == "k" else OpenSaved()),
    )


def _limits(link: SharedLink, t: Translator) -> Iterable[str]:
    if link.left_out:
        yield t.plural("S-25", "{n} more did not fit in.", "{n} more did not fit in.", link.left_out)


def shared_screen(view: SharedView, t: Translator, page: int = 1) -> Screen:
    """What somebody passed on. Looking changes nothing; the cart changes by a press."""
    page = clamp(page, PAGE, len(view.lines))
    shown = view.lines[(page - 1) * PAGE : page * PAGE]
    return Screen(
        id="S-25",
        title=t.plural("S-25", "Shared with you · {n} item", "Shared with you · {n} items", len(view.lines)),
        lines=tuple(_problems(view, t)),
        choices=tuple(_choice(line, view.token, t) for line in shown),
        actions=tuple(_actions(view, page, t)),
        nav=Nav(back=Home()),
    )


def _choice(line: SharedLine, token: str, t: Translator) -> Choice:
    press = OpenProduct(id=line.product_id, chosen=f"v{line.variant_id}" if line.options else "", src=f"z{token}")
    name = item(line.name, line.options, t) if line.name else t("S-25", "Something no longer sold")
    price = t.money(line.price) if line.price else ""
    image = Photo(line.image, name) if line.image else None
    if line.reason == "gone":
        return Choice(press, name, description=t("S-14", "no longer sold"), state="off")
    if line.reason == "sold_out":
        return Choice(press, name, price=price, image=image, state="sold_out")
    return Choice(press, name, price=price, image=image, description=_count(line, t))


def _count(line: SharedLine, t: Translator) -> str:
    if line.reason == "choice":
        return t("S-25", "choose first")
    if line.reason == "only_left":
        return t("S-20", "Only {n} available", n=t.number(line.quantity))
    return t("S-25", "{n} ×", n=t.number(line.quantity)) if line.quantity > 1 else ""


def _problems(view: SharedView, t: Translator) -> Iterable[str]:
    """What stays out of the cart, in words."""
    out = sum(line.reason in ("gone", "sold_out") for line in view.lines)
    undecided = sum(line.reason == "choice" for line in view.lines)
    if out:
        yield t.plural("S-25", "{n} cannot be had right now.", "{n} cannot be had right now.", out)
    if undecided:
        yield t.plural("S-14", "{n} needs a choice first.", "{n} need a choice first.", undecided)


def _actions(view: SharedView, page: int, t: Translator) -> Iterable[Action]:
    whole = len(view.items) == len(view.lines)
    if view.items:
        label = t("S-25", "Add all to cart") if whole else t("S-14", "Add all in stock to cart")
        short = t("S-25", "Add to cart")
        yield Action(label, press=AddShared(token=view.token), role="primary", prio=0, row=0, short=short)
    else:
        yield Action(t("S-25", "Browse"), press=Home(), role="primary", prio=0, row=0)
    if page > 1:
        yield Action(t("S-03", "‹ Prev"), press=OpenShared(token=view.token, page=page - 1), row=PAGES_ROW)
    if page * PAGE < len(view.lines):
        yield Action(t("S-03", "Next ›"), press=OpenShared(token=view.token, page=page + 1), row=PAGES_ROW)


def left_out(view: SharedView, held: frozenset[int], t: Translator) -> str:
    """What did not go into the cart, by name; `held` are the variants that are in it now. "" when all did."""
    out = [line for line in view.lines if not line.ready or line.variant_id not in held]
    named = [_named(line, t) for line in out[:NAMED]]
    if len(out) > NAMED:
        named.append(t.plural("S-20", "and {n} more", "and {n} more", len(out) - NAMED))
    return t("S-25", "Not added: {items}.", items=t.listed(named)) if named else ""


def _named(line: SharedLine, t: Translator) -> str:
    why = {
        "gone": t("S-14", "no longer sold"),
        "sold_out": t("S-25", "sold out"),
        "choice": t("S-25", "choose first"),
    }.get(line.reason, t("S-25", "the cart is full"))
    name = cut(line.name, NAME) or t("S-25", "Something")
    return t("S-25", "{item} ({why})", item=name, why=why)
