"""S-40 the list of orders, and S-45 buying the same again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData

from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.kit.paging import Page
from domain.orders.views import OrderRow, OrderView
from handlers.account.buttons import Me
from handlers.cart.words import item
from handlers.home.buttons import Home
from handlers.orders.buttons import OpenOrder, Orders, Reorder
from handlers.orders.words import state_word
from handlers.product.text import cut
from handlers.screen import Action, Choice, Nav, Screen

PER_PAGE = 5
GONE_SHOWN = 6


def orders_screen(rows: Page[OrderRow], past: bool, t: Translator, *, others: bool = False) -> Screen:
    """S-40. `others`: the other half of the list is not empty."""
    if not rows.total:
        return _none(past, others, t)
    return Screen(
        id="S-40",
        title=t("S-40", "Orders"),
        choices=(*_tabs(past, t), *(_row(row, t) for row in rows.items)),
        actions=tuple(_pages(rows, past, t)),
        nav=Nav(back=Me()),
    )


def _tabs(past: bool, t: Translator) -> tuple[Choice, ...]:
    group = t("S-40", "Show")
    return (
        Choice(Orders(past=0), t("S-40", "Active"), group=group, state="" if past else "chosen"),
        Choice(Orders(past=1), t("S-40", "Past"), group=group, state="chosen" if past else ""),
    )


def _row(row: OrderRow, t: Translator) -> Choice:
    units = t.plural("S-40", "{n} item", "{n} items", row.units)
    return Choice(
        OpenOrder(id=row.id),
        t("S-40", "#{no}", no=str(row.number)),
        description=f"{units} · {state_word(row, t)}",
        price=t.money(row.total),
    )


def _pages(rows: Page[OrderRow], past: bool, t: Translator) -> Iterable[Action]:
    if rows.has_previous:
        yield Action(t("S-03", "‹ Prev"), press=Orders(past=int(past), page=rows.number - 1), row=3)
    if rows.has_next:
        yield Action(t("S-03", "Next ›"), press=Orders(past=int(past), page=rows.number + 1), row=3)


def _none(past: bool, others: bool, t: Translator) -> Screen:
    if others:
        title = t("S-40", "No past orders yet.") if past else t("S-40", "No orders on the way.")
    else:
        title = t("S-40", "No orders yet.")
    browse = Action(t("S-20", "Browse"), press=Home(), role="primary", prio=0, row=0)
    return Screen(
        id="S-40", title=title, choices=_tabs(past, t) if others else (), actions=(browse,), nav=Nav(back=Me())
    )


@dataclass(frozen=True, slots=True)
class Again:
    """A line of the order to be bought once more. `now` None: it is no longer sold. `free` None: no limit."""

    title: str
    options: str
    quantity: int
    was: Money
    now: Money | None
    free: int | None
    similar: CallbackData | None = None

    @property
    def available(self) -> bool:
        return self.now is not None and (self.free is None or self.free > 0)

    @property
    def short(self) -> bool:
        """Some of it can be had."""
        return self.available and self.free is not None and self.free < self.quantity


def reorder_screen(order: OrderView, lines: tuple[Again, ...], basket_units: int, t: Translator) -> Screen:
    """S-45, when something differs from last time or the basket holds other things."""
    able = [line for line in lines if line.available]
    return Screen(
        id="S-45",
        title=t("S-45", "Order #{no} again", no=str(order.number)),
        body=_basket_words(basket_units, t) if able else t("S-45", "Nothing of this order can be had right now."),
        lines=tuple(_differences(lines, t)),
        actions=tuple(_reorder_actions(order, able, lines, basket_units, t)),
        nav=Nav(back=Orders(past=1)),
    )


def _basket_words(units: int, t: Translator) -> str:
    if not units:
        return ""
    return t.plural("S-45", "Your cart holds {n} item already.", "Your cart holds {n} items already.", units)


def _differences(lines: tuple[Again, ...], t: Translator) -> Iterable[str]:
    for line in lines:
        name = item(line.title, line.options, t)
        if line.now is None:
            yield t("S-45", "{item}: no longer sold", item=name)
        elif not line.available:
            yield t("S-45", "{item} sold out", item=name)
        elif line.short:
            yield t("S-45", "{item}: only {n} left", item=name, n=t.number(line.free or 0))
        elif line.now != line.was:
            yield t("S-45", "{item} now {new}, was {old}", item=name, new=line.now, old=line.was)


def _reorder_actions(
    order: OrderView, able: list[Again], lines: tuple[Again, ...], basket_units: int, t: Translator
) -> Iterable[Action]:
    if not able:
        yield Action(t("S-20", "Browse"), press=Home(), role="primary", prio=0, row=0)
    elif basket_units:
        yield Action(t("S-45", "Add to my cart"), press=Reorder(id=order.id, mode="add"), role="primary", prio=0, row=0)
        yield Action(t("S-45", "Replace my cart"), press=Reorder(id=order.id, mode="replace"), row=1, prio=0)
    else:
        units = sum(line.quantity if line.free is None else min(line.quantity, line.free) for line in able)
        label = t.plural("S-45", "Continue with {n} item", "Continue with {n} items", units)
        yield Action(label, press=Reorder(id=order.id, mode="replace"), role="primary", prio=0, row=0)
    for line in [x for x in lines if x.similar and not x.available][:GONE_SHOWN]:
        yield Action(t("S-45", "Similar to {item}", item=cut(line.title, 12)), press=line.similar, row=3)
