from domain.kit.errors import N_, ShopError


class OwnRequest(ShopError):
    message = N_("You asked for this yourself: somebody else has to decide.")
    status = 403


class OtherAmount(ShopError):
    """What is asked for comes to another amount by now."""

    message = N_("The order has changed since this was asked: it would be another amount. Ask for it anew.")
