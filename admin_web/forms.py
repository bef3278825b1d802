"""Forms: what was typed is read into values, what is wrong is said beside its field, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Iterable
from decimal import Decimal
from typing import Any

from multidict import MultiDict, MultiDictProxy

from domain.kit.errors import N_, BadInput, NotAllowed, ShopError
from domain.kit.i18n import Translator
from domain.kit.money import Money, UnreadableAmount, exponent
from domain.kit.text import western_digits

REQUIRED = N_("Fill this in.")
TOO_LONG = N_("Use at most {limit} characters.")
NOT_WHOLE = N_("Write a whole number.")
NOT_NUMBER = N_("Write a number.")
OUT_OF_RANGE = N_("Choose a number from {low} to {high}.")
NOT_AMOUNT = N_("Write an amount like {example}.")
TOO_LITTLE = N_("Write at least {least}.")
NOT_CHOICE = N_("Choose one of the list.")
NOT_PERCENT = N_("Write a percentage like 8.5.")


class Form:
    """The fields of one form as they stand: stored or as typed. Templates ask `value`, `error`, `has`."""

    def __init__(self, fields: MultiDictProxy[Any], *, sent: bool) -> None:
        self._fields = fields
        self.sent = sent
        self.prefix = ""
        self.alert = ""
        self.errors: dict[str, str] = {}
        self._problems: dict[str, tuple[str, dict[str, Any]]] = {}

    @classmethod
    def stored(cls, **values: Any) -> Form:
        """A form that shows what is stored: tuples one a line, flags ticked, None empty."""
        pairs = [(name, _written(value)) for name, value in values.items()]
        return cls(MultiDictProxy(MultiDict(p for p in pairs if p[1] is not None)), sent=False)

    @classmethod
    def typed(cls, data: MultiDictProxy[Any]) -> Form:
        """A form as somebody sent it."""
        return cls(data, sent=True)

    def within(self, prefix: str) -> Form:
        """The same form, its ids marked with the part of the page it stands in."""
        self.prefix = f"{prefix}-"
        return self

    def ticking(self, name: str, values: Iterable[str]) -> Form:
        """The same form with these boxes of a list ticked."""
        return Form(MultiDictProxy(MultiDict([*self._fields.items(), *((name, v) for v in values)])), sent=self.sent)

    def saying(self, alert: str, **changes: Any) -> Form:
        """The same form with a sentence over it, and some fields changed."""
        rest = ((k, v) for k, v in self._fields.items() if k not in changes)
        form = Form(MultiDictProxy(MultiDict([*rest, *((k, str(v)) for k, v in changes.items())])), sent=self.sent)
        form.alert, form.errors = alert, self.errors
        return form

    def over(self, top: Form, names: Collection[str]) -> Form:
        """This form with the fields `names` as `top` has them: one section of a page was sent, the rest is stored."""
        rest = ((k, v) for k, v in self._fields.items() if k not in names)
        fields = MultiDict([*((k, v) for k, v in top._fields.items() if k in names), *rest])
        both = Form(MultiDictProxy(fields), sent=True)
        both.alert, both.errors = top.alert, top.errors
        return both

    # -------------------------------------------------------------------------------------------- for templates

    def id(self, name: str) -> str:
        """What ids of this field end with: two forms of a page may have fields of one name."""
        return self.prefix + name

    def value(self, name: str) -> str:
        found = self._fields.get(name, "")
        return found.replace("\x00", "") if isinstance(found, str) else ""

    def sent_with(self, name: str) -> bool:
        """Whether the form had this field at all."""
        return name in self._fields

    def has(self, name: str, value: str = "on") -> bool:
        return value in self._fields.getall(name, [])

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    # -------------------------------------------------------------------------------------------- for page modules

    def text(self, name: str, *, limit: int, required: bool = False) -> str:
        """One line without doubled spaces."""
        return self._bounded(name, " ".join(self.value(name).split()), limit, required)

    def body(self, name: str, *, limit: int, required: bool = False) -> str:
        """Several lines, as typed."""
        return self._bounded(name, self.value(name).replace("\r\n", "\n").strip(), limit, required)

    def lines(self, name: str, *, limit: int = 4000) -> tuple[str, ...]:
        """One value a line; empty lines are none."""
        typed = self.body(name, limit=limit)
        return tuple(line.strip() for line in typed.split("\n") if line.strip())

    def whole(self, name: str, *, low: int = 0, high: int = 1_000_000) -> int:
        """A whole number in this range, in the digits of any script."""
        found = self.maybe_whole(name, low=low, high=high)
        if found is None:
            self.complain(name, REQUIRED)
        return low if found is None else found

    def maybe_whole(self, name: str, *, low: int = 0, high: int = 1_000_000) -> int | None:
        text = _tight(self.value(name))
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,12}", text):
            self.complain(name, NOT_WHOLE)
            return None
        if not low <= int(text) <= high:
            self.complain(name, OUT_OF_RANGE, low=low, high=high)
            return None
        return int(text)

    def money(self, name: str, currency: str, *, low: int = 0) -> int:
        """An amount in minor units; it has to be there."""
        found = self.maybe_money(name, currency, low=low)
        if found is None:
            self.complain(name, REQUIRED)
        return found or 0

    def maybe_money(self, name: str, currency: str, *, low: int = 0) -> int | None:
        """An amount in minor units, at least `low`; None when the field is empty."""
        text = self.value(name)
        if not text.strip():
            return None
        try:
            amount = typed_money(text, currency)
        except UnreadableAmount:
            self.complain(name, NOT_AMOUNT, example=plain_amount(1250, currency))
            return None
        if amount.minor < low:
            self.complain(name, TOO_LITTLE, least=plain_amount(low, currency))
            return None
        return amount.minor

    def percent(self, name: str, *, high: int = 10_000) -> int:
        """A percentage in basis points."""
        text = _tight(self.value(name)).replace(",", ".").rstrip("%")
        if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", text) or int(Decimal(text) * 100) > high:
            self.complain(name, NOT_PERCENT)
            return 0
        return int(Decimal(text) * 100)

    def decimal(self, name: str, *, low: int, high: int) -> Decimal | None:
        """A number with decimals; None when the field is empty."""
        text = _tight(self.value(name)).replace(",", ".")
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text):
            self.complain(name, NOT_NUMBER)
            return None
        if not low <= Decimal(text) <= high:
            self.complain(name, OUT_OF_RANGE, low=low, high=high)
            return None
        return Decimal(text)

    def number(self, name: str, *, low: int, high: int) -> float | None:
        """The same for what is measured and never counted: degrees, kilometres."""
        found = self.decimal(name, low=low, high=high)
        return None if found is None else float(found)

    def choice(self, name: str, allowed: Collection[str], default: str = "") -> str:
        """One of a list; what is not on it is refused, not guessed."""
        value = self.value(name) or default
        if value not in allowed:
            self.complain(name, NOT_CHOICE)
        return value

    def chosen(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """The ticked ones of a list, in the list's order."""
        ticked = set(self._fields.getall(name, []))
        return tuple(value for value in allowed if value in ticked)

    def flag(self, name: str) -> bool:
        return self.has(name)

    def complain(self, name: str, sentence: str, **values: Any) -> None:
        """Say this beside the field; the first complaint stays."""
        self._problems.setdefault(name, (sentence, values))

    def check(self, t: Translator) -> bool:
        """Whether all was well; otherwise the complaints can be shown."""
        self.errors |= {name: t.sentence(text, **values) for name, (text, values) in self._problems.items()}
        return not self.errors

    def refuse(self, refusal: ShopError, t: Translator) -> None:
        """What an action would not do, said where it belongs."""
        if isinstance(refusal, BadInput):
            self.errors |= {name: t.sentence(text, **refusal.values) for name, text in refusal.fields.items()}
        self.alert = t.refusal(refusal)

    def _bounded(self, name: str, text: str, limit: int, required: bool) -> str:
        if required and not text:
            self.complain(name, REQUIRED)
        if len(text) > limit:
            self.complain(name, TOO_LONG, limit=limit)
        return text


async def attempt(form: Form, t: Translator, act: Callable[[], Awaitable[Any]]) -> bool:
    """Run the action if the form is sound; False when the form has something to say, with everything typed kept."""
    if not form.check(t):
        return False
    try:
        await act()
    except NotAllowed:
        raise
    except ShopError as refusal:
        form.refuse(refusal, t)
        return False
    return True


def _written(value: Any) -> str | None:
    if value is None or value is False:
        return None
    if value is True:
        return "on"
    return "\n".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)


def _tight(text: str) -> str:
    return "".join(western_digits(text).split())


def typed_money(text: str, currency: str) -> Money:
    """An amount as people write it: "12,50", "1 234.50", "1.234,50". Raises `UnreadableAmount` when it could be two."""
    plain = re.sub(r"[\s'’٬]", "", western_digits(text)).replace("٫", ".")
    found = re.fullmatch(r"(-?)(\d+|\d{1,3}(?:([.,])\d{3})(?:\3\d{3})*)(?:([.,])(\d+))?", plain.strip(currency))
    if not found or (found[4] and found[4] == found[3]):
        raise UnreadableAmount(f"{text!r} is not an amount")
    whole, decimals = re.sub("[.,]", "", found[2]), found[5] or ""
    if len(decimals) == 3 and exponent(currency) == 0 and len(whole) <= 3:
        whole, decimals = whole + decimals, ""
    return Money.parse(f"{found[1]}{whole}.{decimals or '0'}", currency)


def plain_amount(minor: int, currency: str) -> str:
    """An amount for a field: "12.50"."""
    return f"{Money(minor, currency).decimal:f}"


def maybe_amount(minor: int | None, currency: str) -> str | None:
    """The same, None for none."""
    return None if minor is None else plain_amount(minor, currency)


def plain_percent(rate_bp: int) -> str:
    """Basis points for a field: "8.5"."""
    return f"{(Decimal(rate_bp) / 100).normalize():f}"
