"""The one vocabulary of what can be shown. Handlers return it, channels draw it; nobody else knows a messenger.

A Screen is pure data in the reader's language. Labels come translated; amounts and dates come formatted.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from aiogram.filters.callback_data import CallbackData

from domain.kit.money import Money

Role = Literal["primary", "normal", "danger"]
Kind = Literal["canvas", "card", "prompt"]
ASIDE = "aside"  # the key of a word said beside the screens: a chat has one of them at most
FieldKind = Literal["text", "address", "phone", "coupon", "number", "search", "hidden"]


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture. `path` is a URL path under /media or an absolute https link; `alt` is never empty of meaning."""

    path: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is handed over: `path` is where it lies, `name` what its reader saves it as.

    `url` is a private link that ends, for channels that cannot send files.
    """

    path: str
    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A contact sheet of the choices' pictures: channels with carousels draw cards instead."""

    photos: tuple[Photo | None, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """The shop's banner, or a plain one with its name."""

    title: str


Media: TypeAlias = Photo | Sheet | Banner


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing to pick: product, category, value, delivery method, saved address.

    `short` is the form for narrow buttons. `group` joins values of one option axis into one row group.
    `columns` is how many stand in one row where a channel has rows.
    """

    press: CallbackData
    label: str
    short: str = ""
    description: str = ""
    price: str = ""
    old_price: str = ""
    badge: str = ""
    image: Photo | None = None
    state: Literal["", "chosen", "sold_out", "off"] = ""
    group: str = ""
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Invoice:
    """What a messenger's own payment sheet asks for. `payload` (at most 128 bytes) comes back with the money.

    `provider` is "telegram" (a card, through the shop's bank) or "stars". `prices` add up to the sum; `tips` are
    offered up to `tip_most`. `form`: name, phone and address are asked for there, and the ways of delivery are asked
    of us.
    """

    title: str
    description: str
    payload: str
    prices: tuple[tuple[str, Money], ...]
    provider: str
    tips: tuple[Money, ...] = ()
    tip_most: Money | None = None
    photo: Photo | None = None
    form: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A button. Exactly one of `press`, `url`, `copy`, `share`, `pay`, `find` is set.

    `pay` opens the messenger's payment sheet; `find` begins a search-as-you-type with these words, where there is one.

    `prio` decides what survives where room is short: 0 always, 1–3 first screen, 4+ behind "More".
    `row` puts buttons with the same number side by side.
    """

    label: str
    press: CallbackData | None = None
    url: str = ""
    copy: str = ""
    share: str = ""
    pay: Invoice | None = None
    find: str | None = None
    role: Role = "normal"
    prio: int = 1
    row: int = 5
    short: str = ""


@dataclass(frozen=True, slots=True)
class Stepper:
    """[−] n [＋] [✕] for one line. `minus`/`plus` None means the end of the range."""

    label: str
    quantity: int
    minus: CallbackData | None
    plus: CallbackData | None
    remove: CallbackData | None = None
    open: CallbackData | None = None
    image: Photo | None = None
    detail: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a form, or the single field a screen waits for. A hidden one goes along unseen."""

    name: str
    kind: FieldKind
    label: str
    hint: str = ""
    value: str = ""
    required: bool = True
    autocomplete: str = ""
    error: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A channel that can show a form shows these at once; others ask for them one by one as typed input.

    Submitting gives `web_app_data` with {"form": name, "rev": rev, values…}.
    """

    name: str
    inputs: tuple[Input, ...]
    submit: str
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question whose answer the messenger can give by one press: the labels of such presses, "" for none.

    `words` ask the question; `cancel` goes back to where the screen's Back leads.
    """

    words: str
    location: str = ""
    phone: str = ""
    cancel: str = ""


@dataclass(frozen=True, slots=True)
class Nav:
    """Back carries its target in the button; `cart` is the number of units: 0 hides it, None is "as the chat knows"."""

    back: CallbackData | None = None
    home: bool = True
    cart: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line with a label and a value: totals, delivery, payment."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a timeline on an order card."""

    label: str
    when: str = ""
    state: Literal["done", "current", "todo", "failed"] = "todo"


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything one screen says and offers. `key` is a card's identity, such as "order:1042".

    `album` is several pictures to look through, on a card that has no buttons: messengers allow none beside it.
    """

    id: str
    title: str = ""
    body: str = ""
    media: Media | None = None
    album: tuple[Photo, ...] = ()
    document: Document | None = None
    price: str = ""
    old_price: str = ""
    badge: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = ()
    choices: tuple[Choice, ...] = ()
    actions: tuple[Action, ...] = ()
    steppers: tuple[Stepper, ...] = ()
    form: Form | None = None
    awaits: str = ""
    prompt: Prompt | None = None
    nav: Nav | None = field(default_factory=Nav)
    kind: Kind = "canvas"
    key: str = ""
    notice: str = ""
    toast: str = ""
    alert: str = ""
    rev: int = 0

    def saying(self, *, toast: str = "", alert: str = "", notice: str = "") -> Screen:
        """The same screen with a word on top."""
        return replace(self, toast=toast or self.toast, alert=alert or self.alert, notice=notice or self.notice)
