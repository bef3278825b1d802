from domain.kit.errors import N_, ShopError


class WrongLogin(ShopError):
    """Says the same for an unknown e-mail, a wrong password and somebody who has left."""

    message = N_("That e-mail and password do not match.")
    status = 401


class LinkUsed(ShopError):
    message = N_("This link has been used or is too old. Ask for a new one.")
    status = 410


class LastOwner(ShopError):
    message = N_("A shop keeps at least one owner. Make somebody else an owner first.")


class RoleInUse(ShopError):
    message = N_("People have this role, or a link to it. Give them another one first.")


class WrongPassword(ShopError):
    message = N_("That is not your current password.")
    status = 422


class CodeUsed(ShopError):
    message = N_("This link has been used or is older than 10 minutes. Make a new one in the panel.")
    status = 410


class NotStaff(ShopError):
    message = N_("Only people who work for the shop can do this.")
    status = 403


class WrongCode(ShopError):
    message = N_("That code is not right, or it has been used. Wait for the next one.")
    status = 422


class SecondOn(ShopError):
    message = N_("The second step is on already.")


class SecondOwed(ShopError):
    message = N_("This shop wants the second step from everybody who works here.")
    status = 403


class LoginOver(ShopError):
    message = N_("This login took too long, or its link has been used. Begin again.")
    status = 410
