"""Many orders at once: what a step would do, said in numbers, then done one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from admin_web.forms import Form
from admin_web.panel.orders import views, words
from admin_web.panel.orders.views import View
from admin_web.routing import post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.errors import N_, ShopError
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.kit.states import IllegalMove
from domain.orders.desk import AT_ONCE, orders, picked
from domain.orders.rights import STEPS, may_move
from domain.orders.views import OrderRow
from domain.payments.actions import Tracking
from domain.payments.actions.batches import Outcome, Step, advance_many, cancel_many

HERE = "/admin/orders"
SHIPPED = "shipped"
MOVES = ("packing", "ready", SHIPPED, "delivered")
SAID = 5
ENOUGH = 400
STRANGE = N_("Not among these orders: {numbers}.")
NO_LINK = N_("Write an address that begins with https://")
_PAIR = re.compile(r"^\s*#?(\d{1,15})\s*[,;\t ]\s*(\S.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Orders as somebody ticked them. `changed` have moved since the page was drawn, `left` did not fit in one go."""

    view: View
    orders: tuple[OrderRow, ...]
    changed: tuple[int, ...] = ()
    left: int = 0


async def chosen(visit: Visit, *, as_drawn: bool = True) -> Chosen:
    """The ticked orders, or all that fit the view; never more than `AT_ONCE`.

    `as_drawn`: only those that still stand where they stood when they were ticked.
    """
    view = views.kept(visit.field("view"), visit.shop, visit.t.today())
    tab = view.tab or "all"
    if visit.field("every"):
        rows = await picked(visit.by, tab, view.filters)
        total = (await orders(visit.by, tab, view.filters)).total if len(rows) == AT_ONCE else len(rows)
        return Chosen(view, rows, left=total - len(rows))
    ticked = _ticked(visit)
    rows = await picked(visit.by, tab, view.filters, list(ticked))
    same = tuple(row for row in rows if not as_drawn or ticked[row.number] in ("", row.status))
    stayed = tuple(number for number in ticked if number not in {row.number for row in same})
    return Chosen(view, same, stayed, left=max(0, len(ticked) - AT_ONCE))


def _ticked(visit: Visit) -> dict[int, str]:
    """Number → the status it was drawn in."""
    pairs = [text.partition(":") for text in visit.data.getall("order", []) if isinstance(text, str)]
    return {int(number): was for number, _, was in pairs if number.isdecimal() and len(number) < 16}


def next_step(visit: Visit, order: OrderRow) -> str:
    """Where this person moves an order next; "" nowhere."""
    return next((to for to in order.moves if to != "cancelled" and may_move(visit.by, to)), "")


async def ask(visit: Visit) -> web.StreamResponse:
    """A step: at once where it is plain what it does, else the page that says so first."""
    found, do = await chosen(visit), visit.field("do") or "next"
    if not found.orders:
        return visit.goes(_back(visit), _nothing(found, visit.t), "alert")
    if do == "next" and not visit.field("every"):
        return await _move_on(visit, found)
    return _page(visit, found, do)


def _nothing(found: Chosen, t: Translator) -> str:
    return _stayed(t, [(n, IllegalMove()) for n in found.changed]) or t("panel", "Tick the orders first.")


def _page(visit: Visit, found: Chosen, do: str, form: Form | None = None) -> web.Response:
    fits = [o for o in found.orders if do != "ship" or SHIPPED in o.moves]
    return visit.page(
        "orders/many.html", status=422 if form and form.sent else 200, do=do if do in ("ship", "cancel") else "next",
        orders=fits, others=len(found.orders) - len(fits), left=found.left, view=found.view.address,
        back=_back(visit), effects=_effects(visit, fits, do), form=form or Form.stored(), most=AT_ONCE,
        changed=found.changed, **words.every(visit.t),
    )  # fmt: skip


def _effects(visit: Visit, rows: Sequence[OrderRow], do: str) -> list[str]:
    """What will happen, in numbers."""
    t = visit.t
    if do == "cancel":
        return _ending(rows, t)
    steps = [SHIPPED if do == "ship" else next_step(visit, row) for row in rows]
    found = [words.moved(to, steps.count(to), t) for to in MOVES if to in steps]
    cash = [r.due for r, to in zip(rows, steps, strict=True) if to == "delivered" and r.payment_method == "cash"]
    return [*found, *_sums(cash, lambda sum_: t("panel", "{amount} cash counts as received.", amount=sum_))]


def _ending(rows: Sequence[OrderRow], t: Translator) -> list[str]:
    home = sum(row.units for row in rows if row.status != SHIPPED)
    away = sum(row.status == SHIPPED for row in rows)
    return [
        t.plural("panel", "{n} order is cancelled.", "{n} orders are cancelled.", len(rows)),
        *([t.plural("panel", "{n} item goes back to stock.", "{n} items go back to stock.", home)] if home else []),
        *([t.plural("panel", "{n} parcel is under way: add its goods to stock when they are back.",
                    "{n} parcels are under way: add their goods to stock when they are back.", away)] if away else []),
        *_sums((row.held for row in rows), lambda sum_: t("panel", "{amount} goes back to customers.", amount=sum_)),
    ]  # fmt: skip


def _sums(amounts: Iterable[Money], say: Callable[[Money], str]) -> list[str]:
    by_currency: dict[str, Money] = {}
    for amount in amounts:
        if amount:
            before = by_currency.get(amount.currency)
            by_currency[amount.currency] = before + amount if before else amount
    return [say(amount) for amount in by_currency.values()]


# --------------------------------------------------------------------------------------------------------- doing it


async def act(visit: Visit) -> web.StreamResponse:
    """What the page said."""
    found, do = await chosen(visit), visit.field("do")
    if do == "ship":
        return await _ship(visit, found)
    if do == "cancel":
        return await _cancel(visit, found)
    return await _move_on(visit, found)


async def _move_on(visit: Visit, found: Chosen) -> web.Response:
    steps = [Step(order, next_step(visit, order)) for order in found.orders]
    return _told(visit, found, await advance_many(visit.by, steps))


async def _cancel(visit: Visit, found: Chosen) -> web.Response:
    form = Form.typed(visit.data)
    reason = form.text("reason", limit=200, required=True)
    if not form.check(visit.t):
        return _page(visit, found, "cancel", form)
    outcome = await cancel_many(visit.by, found.orders, reason)
    return _told(visit, found, outcome, cancelled=True)


async def _ship(visit: Visit, found: Chosen) -> web.Response:
    form = Form.typed(visit.data)
    numbers = pasted(form.value("lines")) | _typed(visit, found)
    known = {order.number for order in found.orders}
    strange = sorted(set(numbers) - known)
    if strange:
        form.complain("lines", STRANGE, numbers=_numbers(strange))
    carrier, link = form.text("carrier", limit=60), form.text("link", limit=260)
    if link and not link.startswith(("https://", "http://")):
        form.complain("link", NO_LINK)
    if not form.check(visit.t):
        return _page(visit, found, "ship", form)
    steps = [Step(o, SHIPPED, _tracking(numbers.get(o.number, ""), carrier, link)) for o in found.orders]
    return _told(visit, found, await advance_many(visit.by, steps))


def _tracking(number: str, carrier: str, link: str) -> Tracking:
    url = link.replace("{number}", quote(number, safe="")) if link and (number or "{number}" not in link) else ""
    return Tracking(number, url, carrier)


def pasted(text: str) -> dict[int, str]:
    """Tracking numbers from lines "1042, LV123456789"; lines that are none are left out."""
    found = (_PAIR.match(line) for line in text.splitlines())
    return {int(match[1]): match[2].strip('"') for match in found if match}


def _typed(visit: Visit, found: Chosen) -> dict[int, str]:
    typed = {order.number: visit.field(f"track_{order.number}").strip() for order in found.orders}
    return {number: text for number, text in typed.items() if text}


def _told(visit: Visit, found: Chosen, outcome: Outcome, *, cancelled: bool = False) -> web.Response:
    t, n = visit.t, outcome.moved
    if cancelled:
        said = t.plural("panel", "{n} order cancelled.", "{n} orders cancelled.", n)
    else:
        said = t.plural("panel", "{n} order moved on.", "{n} orders moved on.", n)
    stayed = [*((number, IllegalMove()) for number in found.changed), *outcome.stayed]
    said = " ".join(part for part in (said, _stayed(t, stayed)) if part)
    if found.left:
        said += " " + t.plural("panel", "{n} more is waiting.", "{n} more are waiting.", found.left)
    return visit.goes(_back(visit), said, "done" if n else "alert")


def _stayed(t: Translator, stayed: Sequence[tuple[int, ShopError]]) -> str:
    """Which orders stayed, by the reason why."""
    if not stayed:
        return ""
    reasons: dict[str, list[int]] = {}
    for number, refusal in stayed:
        reasons.setdefault(t.refusal(refusal), []).append(number)
    why = " ".join(f"{_numbers(numbers)}: {reason}" for reason, numbers in reasons.items())
    said = t.plural("panel", "{n} stayed as it was.", "{n} stayed as they were.", len(stayed))
    return f"{said} {why}"[:ENOUGH]


def _numbers(numbers: Sequence[int]) -> str:
    more = f" +{len(numbers) - SAID}" if len(numbers) > SAID else ""
    return ", ".join(f"#{number}" for number in numbers[:SAID]) + more


def _back(visit: Visit) -> str:
    return visit.back(HERE)


PAGES = (
    post("/orders", ask, *STEPS, Permission.CANCEL_UNPAID),
    post("/orders/many", act, *STEPS, Permission.CANCEL_UNPAID),
)
