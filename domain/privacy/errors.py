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


class AskTheShop(ShopError):
    """Whom the shop has blocked would come back as somebody new."""

    message = N_("Only the shop can delete the data of this account. Ask them.")


class FileGone(ShopError):
    message = N_("This file is no longer here. Open Privacy in the chat and ask for your data again.")
    status = 410


# ------------------------------------------------------------------------------- the same, to the customers themselves


class YourOrders(OrdersUnderWay):
    message = N_("Not while your orders are under way: {numbers}. Wait for them, or cancel them first.")


class YourReturn(ReturnsUnderWay):
    message = N_("Not while a return of yours is under way. Wait until it has ended.")


class YourMoney(MoneyUnderWay):
    message = N_("Not while money is on its way back to you. Wait until it has arrived.")


class YourWallet(WalletNotEmpty):
    message = N_("There is {sum} in your wallet. Spend it first, or ask the shop to pay it out.")


class YourWork(WorksHere):
    message = N_("You work for this shop in this chat. Send /unlink first.")


_THEIRS: dict[type[ShopError], type[ShopError]] = {
    OrdersUnderWay: YourOrders,
    ReturnsUnderWay: YourReturn,
    MoneyUnderWay: YourMoney,
    WalletNotEmpty: YourWallet,
    WorksHere: YourWork,
}


def told_to_them(why: ShopError) -> ShopError:
    """The refusal in words for the customer it is about."""
    return _THEIRS[type(why)](**why.values)
