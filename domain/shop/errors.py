from domain.kit.errors import N_, ShopError


class NoSuchShop(ShopError):
    message = N_("There is no shop at this address.")
    status = 404


class SlugTaken(ShopError):
    message = N_("Another shop is already called {slug}. Choose another short name.")


class BotTaken(ShopError):
    """`name` is the bot's user name."""

    message = N_("@{name} serves another shop of this installation. Make a bot of its own for this one.")


class CurrencyFixed(ShopError):
    message = N_("The currency cannot be changed any more: there are orders in it.")
