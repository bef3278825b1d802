"""What was bought and is not sent by post: keys to copy, files to keep. Cards of their own, beside the order's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.digital.views import HandedLine
from domain.kit.i18n import Translator
from handlers.cart.words import item
from handlers.digital.buttons import SendAgain
from handlers.product.text import cut
from handlers.screen import Action, Document, Screen
from handlers.support.buttons import Help

COPIED_MOST = 256  # what a messenger's copy button holds
KEYS_MOST, ROOM, COPIES = 10, 880, 3
LINES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message: some keys with the lines they belong to, or one file. `name` tells messages of an order apart."""

    name: str
    keys: tuple[tuple[HandedLine, str], ...] = ()
    line: HandedLine | None = None
    url: str = ""


def parcels(lines: Iterable[HandedLine], url_of: Callable[[int], str]) -> tuple[Parcel, ...]:
    """Everything in as few messages as hold it; `url_of` makes a private link to the file of a line."""
    lines = tuple(lines)
    packed = _packed([(line, key) for line in lines for key in line.keys])
    keys = tuple(Parcel(f":{n}" if n else "", keys=own) for n, own in enumerate(packed))
    return (*keys, *(Parcel(f":f{x.id}", line=x, url=url_of(x.id) if x.file else "") for x in lines if not x.keys))


def _packed(keys: list[tuple[HandedLine, str]]) -> list[tuple[tuple[HandedLine, str], ...]]:
    found: list[list[tuple[HandedLine, str]]] = []
    room = count = 0
    for line, key in keys:
        size = len(key) + 48  # with the name of the item before it
        if not found or count == KEYS_MOST or size > room:
            found.append([])
            room, count = ROOM, 0
        found[-1].append((line, key))
        room, count = room - size, count + 1
    return [tuple(own) for own in found]


def parcel_card(parcel: Parcel, number: int, t: Translator) -> Screen:
    return Screen(
        id="S-41",
        kind="card",
        key=f"digital:{number}{parcel.name}",
        title=t("S-41", "Order #{no}: here is what you bought", no=str(number)),
        lines=tuple(_lines(parcel, t)),
        document=_document(parcel),
        actions=tuple(_actions(parcel, t)),
        nav=None,
    )


def _lines(parcel: Parcel, t: Translator) -> Iterable[str]:
    for line, key in parcel.keys:
        yield t("S-41", "{item}: {key}", item=item(line.title, line.options, t), key=key)
    if parcel.line is None:
        return
    name, file = item(parcel.line.title, parcel.line.options, t), parcel.line.file
    if file is None:
        yield t("S-41", "{item}: the shop has taken the file away.", item=name)
    else:
        yield t("S-41", "{item}: {n} KB", item=name, n=t.number(max(1, file.size // 1024)))


def _document(parcel: Parcel) -> Document | None:
    file = parcel.line.file if parcel.line else None
    return Document(str(file.place), file.name, parcel.url) if file else None


def _actions(parcel: Parcel, t: Translator) -> Iterable[Action]:
    if len(parcel.keys) <= COPIES:
        for line, key in parcel.keys:
            if len(key) <= COPIED_MOST:
                several = len(parcel.keys) > 1
                label = f"{t('S-41', 'Copy key')} · {_short(line, t)}" if several else t("S-41", "Copy key")
                yield Action(label, copy=key, row=1, prio=0, short=t("S-41", "Copy key"))
    if parcel.line and parcel.line.file is None:
        yield Action(
            t("S-41", "💬 Help with this order"), press=Help(order=parcel.line.order_id), short=t("S-50", "💬 Help")
        )


def _short(line: HandedLine, t: Translator) -> str:
    return cut(t.item(line.title, line.options), 24)


def handed_actions(lines: tuple[HandedLine, ...], t: Translator) -> Iterable[Action]:
    """On the order's card: what its buyer has, to be had again."""
    for line in lines[:LINES_SHOWN]:
        if len(line.keys) == 1 and len(line.keys[0]) <= COPIED_MOST:
            yield Action(t("S-41", "Copy key"), copy=line.keys[0], row=0, prio=0)
        what = t("S-41", "🔒 Show the key") if line.keys else t("S-41", "📄 Get file")
        label = f"{what} · {_short(line, t)}" if len(lines) > 1 else what
        yield Action(label, press=SendAgain(line=line.id), row=0, prio=0, short=what)
