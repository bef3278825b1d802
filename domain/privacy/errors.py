"""Why somebody's data cannot be erased now."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError


class OrdersUnderWay(ShopError):
    """`numbers` of the orders, with commas."""

    message = N_("Orders are under way: {numbers}. Finish or cancel them first.")


class ReturnsUnderWay(ShopError):
    message = N_("A return is under way. Finish it first.")


class MoneyUnderWay(ShopError):
    message = N_("A refund is on its way. Wait until it has arrived.")


class WalletNotEmpty(ShopError):
    """`sum` is Money: what is in it."""

    message = N_("There is {sum} in the wallet. Spend it or pay it out first.")


class WorksHere(ShopError):
    message = N_("This is the Telegram of somebody who works here. Disconnect it under Settings first.")
