"""`kind` is which cart is being bought: "b" the basket, "d" the direct one (Buy now)."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Guarded


class Checkout(CallbackData, prefix="co"):
    """The first missing step, or S-36."""

    kind: str = "b"


class Review(CallbackData, prefix="r"):
    """S-36."""

    kind: str = "b"


class AddressBook(CallbackData, prefix="ca"):
    """S-30 with saved addresses; `new` asks for another."""

    kind: str = "b"
    new: int = 0


class UseAddress(Guarded, prefix="cu"):
    kind: str
    address: int

    def home(self) -> CallbackData:
        return AddressBook(kind=self.kind)


class ConfirmAddress(Guarded, prefix="cy"):
    """S-31 [Yes]."""

    kind: str
    address: int

    def home(self) -> CallbackData:
        return AddressBook(kind=self.kind)


class AskPhone(CallbackData, prefix="cf"):
    """S-32."""

    kind: str = "b"


class DeliveryOptions(CallbackData, prefix="cd"):
    """S-33."""

    kind: str = "b"


class UseMethod(Guarded, prefix="cm"):
    kind: str
    method: int

    def home(self) -> CallbackData:
        return DeliveryOptions(kind=self.kind)


class PickupPoints(CallbackData, prefix="cp"):
    kind: str
    method: int
    page: int = 1


class UsePoint(Guarded, prefix="cq"):
    kind: str
    method: int
    point: int

    def home(self) -> CallbackData:
        return DeliveryOptions(kind=self.kind)


class PaymentOptions(CallbackData, prefix="cw"):
    """S-35."""

    kind: str = "b"


class UsePayment(Guarded, prefix="cz"):
    kind: str
    code: str

    def home(self) -> CallbackData:
        return PaymentOptions(kind=self.kind)


class BuyPart(Guarded, prefix="cv"):
    """A cart that cannot be paid at once: its "digital" items first, or the "rest"."""

    kind: str
    part: str

    def home(self) -> CallbackData:
        return Review(kind=self.kind)


class UseWallet(Guarded, prefix="cg"):
    """Pay from the wallet as far as it reaches (`on` 1), or leave it alone."""

    kind: str
    on: int

    def home(self) -> CallbackData:
        return Review(kind=self.kind)


class AddBasket(Guarded, prefix="cb"):
    """Put the basket's lines into the direct cart."""

    def home(self) -> CallbackData:
        return Review(kind="d")


class DeliverHere(CallbackData, prefix="dh"):
    """Keep a pin that was sent while nobody asked for one; millionths of a degree."""

    lat: int
    lon: int


class Place(Guarded, prefix="pl"):
    """The only button that commits money; `rev` is the quote's revision."""

    kind: str
    quote: int

    def home(self) -> CallbackData:
        return Review(kind=self.kind)
