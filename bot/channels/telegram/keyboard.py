"""The buttons of a Screen as Telegram's inline keyboard. Pure: invoice links are made before and handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote, urljoin, urlsplit

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from domain.kit.i18n import Translator
from handlers.cart.buttons import OpenCart
from handlers.home.buttons import Home
from handlers.product.text import cut
from handlers.screen import Action, Choice, Invoice, Nav, Screen, Sheet, Stepper

Button = InlineKeyboardButton
Row = list[Button]
MOST_BUTTONS = 100
NAME, LABEL, COPY, DETAIL = 24, 60, 256, 40
ROW = 44  # what of a row can be read on a narrow phone
CHIPS, STEPPERS = 4, 5
WIDE = 36  # what fits side by side on a phone of 390 px
CENT = "•"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a keyboard needs besides its screen: the words, where our pages are, the payment links made for it."""

    t: Translator
    site: str = ""
    pay: Mapping[Invoice, str] = field(default_factory=dict)


def keyboard(screen: Screen, frame: Frame) -> InlineKeyboardMarkup | None:
    """Lines of a cart, the one primary button alone, what can be picked, everything else, the way back and home."""
    primary = [action for action in screen.actions if action.role == "primary"]
    rest = sorted((a for a in screen.actions if a.role != "primary"), key=lambda action: action.row)
    rows = [
        *_action_rows([a for a in rest if a.row < 0], frame),
        *_stepper_rows(screen.steppers),
        *_action_rows(primary, frame),
        *_choice_rows(screen),
        *_action_rows([a for a in rest if a.row >= 0], frame),
        *([_nav(screen.nav, frame.t)] if screen.nav else []),
    ]
    return _markup(row for row in rows if row)


def _markup(rows: Iterable[Row]) -> InlineKeyboardMarkup | None:
    kept: list[Row] = []
    for row in rows:
        if sum(map(len, kept)) + len(row) <= MOST_BUTTONS:
            kept.append(row)
    return InlineKeyboardMarkup(inline_keyboard=kept) if kept else None


# ------------------------------------------------------------------------------------------------------------ steppers


def _stepper_rows(steppers: Sequence[Stepper]) -> Iterator[Row]:
    if len(steppers) > STEPPERS:
        for number, stepper in enumerate(steppers, 1):
            label = f"{number}{CENT} {cut(stepper.label, NAME)} · {stepper.quantity}"
            yield [_press(label, (stepper.open or OpenCart()).pack())]
        return
    for number, stepper in enumerate(steppers, 1):
        yield _stepper_row(number, stepper)


def _stepper_row(number: int, stepper: Stepper) -> Row:
    """[−] [1 · 2] [＋] [✕]; a product's own says how many are in the cart, and leads there."""
    label = f"{number} · {stepper.quantity}" if stepper.open else stepper.label
    row = [_press("−", stepper.minus.pack())] if stepper.minus else []
    row.append(_press(label, (stepper.open or OpenCart()).pack()))
    if stepper.plus:
        row.append(_press("＋", stepper.plus.pack()))
    if stepper.remove:
        row.append(_press("✕", stepper.remove.pack()))
    return row


# ------------------------------------------------------------------------------------------------------------- choices


def _choice_rows(screen: Screen) -> Iterator[Row]:
    numbered = isinstance(screen.media, Sheet)
    labelled = [(choice, choice_label(choice, n if numbered else 0)) for n, choice in enumerate(screen.choices, 1)]
    for (_, columns), run in groupby(labelled, key=lambda pair: _run(pair[0])):
        yield from _cells([_choice(choice, label) for choice, label in run], columns)


def _run(choice: Choice) -> tuple[str, int]:
    return (choice.group, CHIPS) if choice.group else ("", max(1, choice.columns))


def _cells(buttons: list[Button], columns: int) -> Iterator[Row]:
    """Rows of so many, fewer where the words need the room."""
    row: Row = []
    for button in buttons:
        if row and (len(row) == columns or _width([*row, button]) > WIDE):
            yield row
            row = []
        row.append(button)
    if row:
        yield row


def _width(row: Row) -> int:
    """A row is cut into equal cells, so its longest word counts for all."""
    return max(len(button.text) for button in row) * len(row)


def left_out(choice: Choice) -> str:
    """What a row with a price has no room for: it stands in the words above the rows then."""
    said = " · ".join(filter(None, (choice.label, choice.price, choice.description)))
    return choice.description if choice.price and len(said) > ROW else ""


def choice_label(choice: Choice, number: int = 0) -> str:
    """ "2 · Linen shirt · $24 −20%", "#1042 · $47 · 3 items · Placed", "• M •", "M ✕"."""
    name = cut(choice.label, NAME if choice.price else LABEL)
    if choice.state == "chosen" and choice.group:
        name = f"• {name} •"
    elif choice.state == "chosen":
        name = f"✓ {name}"
    detail = "" if choice.group or left_out(choice) else cut(choice.description, DETAIL)
    words = " · ".join(filter(None, (str(number) if number else "", name, choice.price, detail)))
    marks = (choice.badge, "✕" if choice.state == "sold_out" else "")
    return " ".join(filter(None, (words, *marks)))


def _choice(choice: Choice, label: str) -> Button:
    return _press(label, choice.press.pack())


# ------------------------------------------------------------------------------------------------------------- actions


def _action_rows(actions: Iterable[Action], frame: Frame) -> Iterator[Row]:
    for _, row in groupby(actions, key=lambda action: action.row):
        drawn = [button for action in row if (button := _action(action, frame))]
        yield from _cells(drawn, 3)


def _action(action: Action, frame: Frame) -> Button | None:
    """The button of an action; None where a keyboard cannot do it."""
    style = {"primary": "primary", "danger": "danger"}.get(action.role)
    if action.press:
        return _press(action.label, action.press.pack(), style)
    if action.copy:
        return (
            Button(text=action.label, copy_text=CopyTextButton(text=action.copy)) if len(action.copy) <= COPY else None
        )
    if action.find is not None:
        return Button(text=action.label, switch_inline_query_current_chat=action.find)
    url = _address(action, frame)
    return Button(text=action.label, url=url, style=style) if url else None


def _address(action: Action, frame: Frame) -> str:
    """What the button opens; "" when Telegram would not take it."""
    if action.pay:
        return frame.pay.get(action.pay, "")
    if action.share:
        shared = _absolute(action.share, frame.site)
        return f"https://t.me/share/url?url={quote(shared, safe='')}" if shared else ""
    return _absolute(action.url, frame.site)


def _absolute(url: str, site: str) -> str:
    whole = urljoin(f"{site}/", url) if url.startswith("/") and site else url
    return whole if whole.startswith(("https://", "http://", "tg://")) and not stays_here(whole) else ""


def stays_here(url: str) -> bool:
    """An address of this machine alone, such as a shop that is tried at home: Telegram takes no button to it."""
    host = urlsplit(url).hostname or ""
    return url.startswith("http") and ("." not in host or host.startswith("127."))


def _press(label: str, data: str, style: str | None = None) -> Button:
    return Button(text=label, callback_data=data, style=style)


# ----------------------------------------------------------------------------------------------------------------- nav


def _nav(nav: Nav, t: Translator) -> Row:
    """Always last: where this screen was opened from, Home, and the cart with what is in it."""
    row: Row = []
    if nav.back:
        arrow = "›" if t.direction == "rtl" else "‹"
        row.append(_press(f"{arrow} {t('web', 'Back')}", nav.back.pack()))
    if nav.home:
        row.append(_press(f"🏠 {t('web', 'Home')}", Home().pack()))
    if nav.cart:
        row.append(_press(f"🛒 {t.number(nav.cart)}", OpenCart().pack()))
    return row
