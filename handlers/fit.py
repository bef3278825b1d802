"""Does a screen fit a messenger? The limits of every channel, held even before its renderer exists.

Sources: Telegram Bot API (caption 1024, text 4096, callback_data 64 bytes, toast 200, albums of 2–10 without a
keyboard); WhatsApp Cloud API interactive messages (body 1024, reply title 20, list row title 24 and description 72; no
albums).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aiogram.filters.callback_data import CallbackData

from handlers.channel import Capabilities
from handlers.screen import Action, Screen

OUR_TOAST = 120
ALBUM_MIN, ALBUM_MAX = 2, 10


def overflow(screen: Screen, can: Capabilities) -> list[str]:
    """What does not fit, one line each; empty when the screen can be drawn in this channel."""
    own = [f"{screen.id}: {problem}" for problem in (*_album(screen), *_ways_on(screen))]
    for message in apart(screen, can):
        own += [f"{screen.id}: {problem}" for problem in (*_words(message, can), *_buttons(message, can))]
    return own


def apart(screen: Screen, can: Capabilities) -> tuple[Screen, ...]:
    """What a channel without albums sends for one: a picture after another, the words under the first."""
    if not screen.album or can.album > 1:
        return (screen,)
    alone = [replace(screen, album=(), media=photo, key=f"{screen.key}:{n}") for n, photo in enumerate(screen.album, 1)]
    return alone[0], *(replace(one, title="", body="", lines=()) for one in alone[1:])


def _album(screen: Screen) -> Iterator[str]:
    if not screen.album:
        return
    if not ALBUM_MIN <= len(screen.album) <= ALBUM_MAX:
        yield f"an album of {len(screen.album)} pictures, not {ALBUM_MIN} to {ALBUM_MAX}"
    if screen.kind != "card" or screen.media or screen.nav or screen.form or [*screen.actions, *presses(screen)]:
        yield "an album stands on a card of its own, without buttons"
    if not all(photo.alt for photo in screen.album):
        yield "a picture without words for it"


def _words(screen: Screen, can: Capabilities) -> Iterator[str]:
    limit = can.caption if screen.kind == "canvas" or screen.album else can.text
    length = len(composed(screen))
    if length > limit:
        yield f"{length} characters of text, {can.name} takes {limit}"
    for word in (screen.toast, screen.alert):
        if len(word) > OUR_TOAST:
            yield f"a toast of {len(word)} characters, at most {OUR_TOAST}: {word!r}"


def composed(screen: Screen) -> str:
    """The words of a screen as one text, as a channel without layout would send them."""
    lines = [screen.notice, screen.title, " ".join(filter(None, (screen.price, screen.old_price, screen.badge)))]
    lines += [screen.body, *screen.lines, *(f"{f.label} {f.value}" for f in screen.facts)]
    lines += [f"{s.label} {s.when}" for s in screen.steps]
    lines += [f"{s.label} {s.quantity} {s.detail} {s.amount}" for s in screen.steppers]
    return "\n".join(line for line in lines if line)


def _buttons(screen: Screen, can: Capabilities) -> Iterator[str]:
    for press in presses(screen):
        size = len(press.pack().encode())
        if size > can.data_bytes:
            yield f"{press.pack()!r} has {size} bytes, {can.name} takes {can.data_bytes}"
    for action in screen.actions:
        yield from _label(action, can)
    for choice in screen.choices:
        if not choice.label.strip():
            yield f"a choice without words: {choice.press.pack()}"


def _label(action: Action, can: Capabilities) -> Iterator[str]:
    label = action.short or action.label
    limit = can.row_label or can.button_label
    if len(label) > limit:
        yield f"button {label!r} has {len(label)} characters, {can.name} takes {limit}"
    targets = (action.press, action.url, action.copy, action.share, action.pay, action.find is not None)
    if sum(bool(target) for target in targets) != 1:
        yield f"button {label!r} must do one thing"


def presses(screen: Screen) -> Iterator[CallbackData]:
    """Every button of a screen that comes back to us."""
    yield from (a.press for a in screen.actions if a.press)
    yield from (c.press for c in screen.choices)
    for stepper in screen.steppers:
        yield from filter(None, (stepper.minus, stepper.plus, stepper.remove, stepper.open))
    if screen.nav and screen.nav.back:
        yield screen.nav.back


def _ways_on(screen: Screen) -> Iterator[str]:
    if screen.kind == "canvas" and screen.nav is None:
        yield "a canvas without a way Home"
    if sum(a.role == "primary" for a in screen.actions) > 1:
        yield "more than one primary button"
