"""Money is whole minor units and a currency; words only at the edge.

Exponents: ISO 4217. Where CLDR disagrees with ISO (AFN, ALL, LBP, RSD, YER) ISO holds,
because gateways and messengers charge by it. XTR is Telegram's Star, a whole unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import total_ordering

_ZERO = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF XTR".split()
_THREE = "BHD IQD JOD KWD LYD OMR TND".split()
_TWO = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY "
    "COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS "
    "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR "
    "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
    "SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG"
).split()
STARS = "XTR"
_EXACT_DIGITS = 28  # beyond the precision of Decimal's context it rounds in silence
EXPONENTS: dict[str, int] = {c: 2 for c in _TWO} | {c: 0 for c in _ZERO} | {c: 3 for c in _THREE}


class MixedCurrencies(TypeError):
    """Two amounts of different currencies met in one sum."""


class UnreadableAmount(ValueError):
    """A text is not an amount of this currency; it is never taken as zero."""


def exponent(currency: str) -> int:
    """Digits after the point in `currency`. Raises `UnreadableAmount` for a code we do not know."""
    try:
        return EXPONENTS[currency]
    except KeyError:
        raise UnreadableAmount(f"{currency!r} is not a currency code Hawker knows") from None


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents, kopecks, whole yen)."""

    minor: int
    currency: str

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} met {other.currency}")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __bool__(self) -> bool:
        return self.minor != 0

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Read a plain decimal ("1234.50"); more digits than the currency has are refused, not rounded.

        Raises `UnreadableAmount`.
        """
        try:
            amount = Decimal(text.strip())
        except InvalidOperation:
            raise UnreadableAmount(f"{text!r} is not a number") from None
        if not amount.is_finite() or abs(amount) >= Decimal(10) ** 15 or len(amount.as_tuple().digits) > _EXACT_DIGITS:
            raise UnreadableAmount(f"{text!r} is out of range")
        minor = amount.scaleb(exponent(currency))
        if minor != minor.to_integral_value():
            raise UnreadableAmount(f"{text!r} has more decimals than {currency} has")
        return cls(int(minor), currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum, in `currency` even when there is nothing to add."""
    return sum(amounts, Money.zero(currency))


def half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded half away from zero: Hawker's one rounding rule."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    n, d = abs(numerator), abs(denominator)
    return sign * ((2 * n + d) // (2 * d))


def basis_points(minor: int, rate_bp: int) -> int:
    """`rate_bp` hundredths of a percent of `minor`, half up."""
    return half_up(minor * rate_bp, 10_000)


def share_out(amount: int, weights: Sequence[int]) -> list[int]:
    """Split `amount` minor units by `weights`, largest remainder first, so that the parts add up exactly.

    Ties go to the earlier part. With no weight at all everything goes to the first part.
    """
    if not weights:
        return []
    whole = sum(weights)
    if whole == 0:
        return [amount] + [0] * (len(weights) - 1)
    sign = -1 if amount < 0 else 1
    parts = [abs(amount) * w // whole for w in weights]
    left = abs(amount) - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(abs(amount) * weights[i] % whole), i))
    for i in by_remainder[:left]:
        parts[i] += 1
    return [sign * p for p in parts]
