"""S-43: what goes back, why, and what for; then the card of the return with its own timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.kit.i18n import Translator
from domain.kit.paging import clamp
from domain.returns.states import MOST_PHOTOS, SHOWN
from domain.returns.views import ReturnLineView, ReturnView
from handlers.cart.words import counted, item
from handlers.orders.buttons import OpenOrder
from handlers.returns.buttons import (
    OpenReturn,
    ReturnCard,
    ReturnLabel,
    ReturnWhy,
    ReturnWish,
    SendReturn,
    SetReturn,
    WithdrawReturn,
)
from handlers.returns.words import reasons, states, wishes
from handlers.screen import Action, Choice, Document, Fact, Nav, Photo, Screen, Step, Stepper
from handlers.support.buttons import Help

PAGE = 6
LINES = 8


def items_screen(view: ReturnView, t: Translator, page: int = 1) -> Screen:
    """The first step: which of the order's things, and how many of each."""
    page = clamp(page, PAGE, len(view.choices))
    shown = view.choices[(page - 1) * PAGE : page * PAGE]
    return Screen(
        id="S-43",
        title=t("S-43", "Return of order #{no}", no=str(view.order_number)),
        body=_until(view, t),
        steppers=tuple(_stepper(view, line, page, t) for line in shown),
        actions=tuple(_items_actions(view, page, t)),
        rev=view.revision,
        nav=Nav(back=OpenOrder(id=view.order_id)),
    )


def _until(view: ReturnView, t: Translator) -> str:
    if view.until is None:
        return ""
    return t("S-43", "Choose what goes back. Returns are open until {when}.", when=view.until)


def _stepper(view: ReturnView, line: ReturnLineView, page: int, t: Translator) -> Stepper:
    def to(units: int) -> SetReturn:
        return SetReturn(
            rev=view.revision, id=view.id, order=view.order_id, line=line.line_id, to=units, page=page
        )  # fmt: skip

    n, name = line.quantity, item(line.title, line.options, t)
    return Stepper(
        name,
        n,
        minus=to(n - 1) if n else None,
        plus=to(n + 1) if n < line.most else None,
        image=Photo(line.image, name) if line.image else None,
        detail=t("S-43", "{n} of {most}", n=t.number(n), most=t.number(line.most)),
        amount=t.money(line.worth) if n else "",
    )


def _items_actions(view: ReturnView, page: int, t: Translator) -> Iterable[Action]:
    if view.units:
        label = t.plural("S-43", "Continue with {n} item", "Continue with {n} items", view.units)
        yield Action(label, press=OpenReturn(order=view.order_id, step="why"), role="primary", prio=0, row=0)
    if page > 1:
        yield Action(t("S-03", "‹ Prev"), press=OpenReturn(order=view.order_id, page=page - 1), row=3)
    if page * PAGE < len(view.choices):
        yield Action(t("S-03", "Next ›"), press=OpenReturn(order=view.order_id, page=page + 1), row=3)


def why_screen(view: ReturnView, t: Translator) -> Screen:
    """The second step."""
    return Screen(
        id="S-43",
        title=t("S-43", "Why does it go back?"),
        choices=tuple(
            Choice(
                ReturnWhy(rev=view.revision, id=view.id, order=view.order_id, why=code),
                word,
                state="chosen" if code == view.reason else "",
                columns=2,
            )
            for code, word in reasons(t).items()
        ),
        rev=view.revision,
        nav=Nav(back=OpenReturn(order=view.order_id)),
    )


def sum_screen(view: ReturnView, t: Translator, upload: str = "") -> Screen:
    """The last step: words and pictures may be added; then it is sent. `upload`: where pictures are sent from."""
    send = SendReturn(rev=view.revision, id=view.id, order=view.order_id)
    return Screen(
        id="S-43",
        title=t("S-43", "Return of order #{no}", no=str(view.order_number)),
        body=_more_words(view, t, upload),
        facts=(*_facts(view, t), Fact(t("S-43", "Comes to"), t.money(view.value), strong=True)),
        lines=tuple(_said(view, t)),
        choices=tuple(_wish_chips(view, t)),
        actions=(Action(t("S-43", "Send request"), press=send, role="primary", prio=0, row=0), *_upload(upload, t)),
        awaits=f"return.{view.id}",
        rev=view.revision,
        nav=Nav(back=OpenReturn(order=view.order_id, step="why")),
    )


def _upload(upload: str, t: Translator) -> Iterable[Action]:
    if upload:
        yield Action(t("S-43", "📷 Add photos"), url=upload, row=1)


def _more_words(view: ReturnView, t: Translator, upload: str) -> str:
    if len(view.photos) + view.photos_coming >= MOST_PHOTOS:
        return t("S-43", "You can still write a few words here.")
    if view.reason in SHOWN and not upload:
        return t("S-43", "Send 1 to {max} photos of it here, and a few words if you like.", max=t.number(MOST_PHOTOS))
    return t("S-43", "Write a few words here if you like.")


def _wish_chips(view: ReturnView, t: Translator) -> Iterable[Choice]:
    for code, word in wishes(t).items():
        yield Choice(
            ReturnWish(rev=view.revision, id=view.id, order=view.order_id, wish=code),
            word,
            group=t("S-43", "What would you like?"),
            state="chosen" if code == view.wish else "",
        )


def _facts(view: ReturnView, t: Translator) -> Iterable[Fact]:
    for line in view.lines[:LINES]:
        yield Fact(counted(line.quantity, item(line.title, line.options, t), t), t.money(line.worth))
    if (rest := len(view.lines) - LINES) and rest > 0:
        yield Fact(t.plural("S-36", "and {n} more", "and {n} more", rest), "")


def _said(view: ReturnView, t: Translator) -> Iterable[str]:
    if view.reason:
        yield reasons(t).get(view.reason, view.reason)
    if view.note:
        yield f"“{view.note}”"
    if count := len(view.photos) + view.photos_coming:
        yield t.plural("S-43", "📷 {n} photo", "📷 {n} photos", count)


def key_of(view: ReturnView) -> str:
    return f"return:{view.number}"


def return_card(view: ReturnView, t: Translator) -> Screen:
    """One card per return, the same from the request to its end."""
    return Screen(
        id="S-43",
        kind="card",
        key=key_of(view),
        title=t("S-43", "Return R-{no} · order #{order}", no=str(view.number), order=str(view.order_number)),
        steps=tuple(_timeline(view, t)),
        facts=tuple(_facts(view, t)),
        lines=(*_said(view, t), *([t("S-43", "The shop: {words}", words=view.answer)] if view.answer else [])),
        actions=tuple(_card_actions(view, t)),
        rev=view.revision,
        nav=None,
    )


def _timeline(view: ReturnView, t: Translator) -> Iterable[Step]:
    words = states(t)
    path: list[tuple[str, datetime | None]] = [("requested", view.requested_at)]
    if view.status in ("rejected", "cancelled"):
        yield Step(words["requested"], _when(view.requested_at, t), "done")
        yield Step(words[view.status], _when(view.closed_at, t), "failed")
        return
    path += [("approved", view.decided_at), ("received", view.received_at)]
    path.append(("refunded" if view.amount or not view.closed_at else "closed", view.closed_at))
    now_at = max(n for n, (_, at) in enumerate(path) if at)
    for n, (state, at) in enumerate(path):
        if at or not view.closed_at:
            over = n < now_at or bool(view.closed_at)
            yield Step(words[state], _when(at, t), "done" if over else "current" if n == now_at else "todo")


def _when(at: datetime | None, t: Translator) -> str:
    return t.moment(at) if at else ""


def _card_actions(view: ReturnView, t: Translator) -> Iterable[Action]:
    if view.status == "requested":
        press = WithdrawReturn(rev=view.revision, id=view.id)
        yield Action(t("S-43", "Keep it after all"), press=press, row=1)
    if view.has_label:
        yield Action(t("S-43", "Return label"), press=ReturnLabel(id=view.id), row=0)
    yield Action(t("S-41", "Open the order"), press=OpenOrder(id=view.order_id), row=1)
    yield Action(
        t("S-41", "💬 Help with this order"), press=Help(order=view.order_id), row=2, short=t("S-50", "💬 Help")
    )


def label_card(view: ReturnView, path: str, url: str, t: Translator) -> Screen:
    """`path` is where the file lies, `url` a private link to it."""
    number = str(view.number)
    return Screen(
        id="S-43",
        kind="card",
        key=f"return-label:{view.id}",
        title=t("S-43", "Label of return R-{no}", no=number),
        body=t("S-43", "Print it and put it on the parcel."),
        document=Document(path, f"R-{number}.pdf", url),
        nav=None,
    )


def sent_canvas(view: ReturnView, t: Translator) -> Screen:
    """The canvas steps aside for the card below it."""
    return Screen(
        id="S-43",
        title=t("S-43", "Request R-{no} sent ↓", no=str(view.number)),
        body=t("S-43", "The shop answers here."),
        nav=Nav(back=OpenOrder(id=view.order_id)),
    )


def refused_screen(order_id: int, words: str, t: Translator) -> Screen:
    """It cannot be returned by itself: people can still be asked."""
    ask = Action(t("S-43", "💬 Ask anyway"), press=Help(order=order_id), role="primary", prio=0, row=0)
    return Screen(
        id="S-43", title=t("S-43", "This cannot be returned here"), body=words, actions=(ask,),
        nav=Nav(back=OpenOrder(id=order_id)),
    )  # fmt: skip


def news_card(view: ReturnView, t: Translator) -> Screen:
    """One message a return: the next one takes its place."""
    said = _news(view, t)
    said = f"{said} {view.answer}".strip() if view.status != "received" else said
    open_ = Action(t("S-43", "Open the return"), press=ReturnCard(id=view.id), row=1)
    return Screen(id="S-43", kind="card", key=f"return-news:{view.id}", body=said, actions=(open_,), nav=None)


def _news(view: ReturnView, t: Translator) -> str:
    number = str(view.number)
    match view.status:
        case "approved":
            return t("S-43", "Return R-{no} is approved.", no=number)
        case "rejected":
            return t("S-43", "Return R-{no}: the shop does not accept it.", no=number)
        case "received":
            return t("S-43", "Return R-{no} has reached the shop. Your money is next.", no=number)
        case "closed" if view.amount:
            return t("S-43", "Return R-{no}: {sum} goes back to you.", no=number, sum=view.amount)
        case _:
            return t("S-43", "Return R-{no} is closed.", no=number)
