"""Who may do what, how long a session lives, which passwords are too easy. Pure.

Sessions: a packer's hands are full, so an idle session lives two hours, not the usual half; none lives longer than
a working day of twelve. A password has no composition rules, only a length and a look at what everybody tries first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from domain.kit.actor import Permission
from domain.kit.errors import N_
from domain.kit.text import folded
from domain.staff.models import Role

IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
LINK_LIFE = timedelta(hours=24)
SHORTEST, LONGEST = 10, 256

P = Permission
_DESK = frozenset(
    {P.VIEW_ORDERS, P.ALL_ORDERS, P.EDIT_ORDERS, P.REFUND, P.GIVE_CREDIT, P.VIEW_CUSTOMERS, P.VIEW_CONTACTS}
)
OWNERS_ONLY = frozenset({P.MANAGE_STAFF, P.MANAGE_CHANNELS, P.MANAGE_MONEY, P.ANY_AMOUNT})
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(P),
    Role.MANAGER: frozenset(P) - OWNERS_ONLY,
    Role.CATALOGUE: frozenset({P.EDIT_CATALOG, P.EDIT_STOCK, P.IMPORT, P.AUDIT_OWN}),
    Role.PACKER: frozenset({P.VIEW_ORDERS, P.PACK_ORDERS, P.EDIT_STOCK, P.AUDIT_OWN}),
    Role.AGENT: _DESK | {P.CANCEL_UNPAID, P.AUDIT_OWN},
    Role.LEAD: _DESK | {P.MOVE_ORDERS, P.EDIT_CUSTOMERS, P.AUDIT_OWN, P.AUDIT_TEAM},
    Role.MARKETER: frozenset({P.VIEW_CUSTOMERS, P.EDIT_COUPONS, P.VIEW_FIGURES, P.AUDIT_OWN}),
    Role.ACCOUNTANT: frozenset(
        {P.VIEW_ORDERS, P.ALL_ORDERS, P.CONFIRM_PAYMENT, P.VIEW_MONEY, P.VIEW_FIGURES, P.AUDIT_OWN, P.AUDIT_MONEY}
    ),
    Role.COURIER: frozenset({P.VIEW_ORDERS, P.DELIVER_ORDERS}),
}


def allowed(names: Iterable[str]) -> frozenset[Permission]:
    """What a role of the shop's own may do: never what only owners may, nor what has gone since it was made."""
    return frozenset({P(name) for name in names if name in frozenset(P)}) - OWNERS_ONLY


TOO_SHORT = N_("Use at least 10 characters. A few words in a row are easy to remember.")
TOO_LONG = N_("Use at most 256 characters.")
TOO_COMMON = N_("Too many people use this password. Choose one that only you would think of.")
TOO_CLOSE = N_("That is too close to your e-mail or the shop's name.")
BAD_EMAIL = N_("Write an e-mail address like name@example.com.")
NO_NAME = N_("Write the name colleagues know you by.")

_EMAIL = re.compile(r"[^@\s<>\"'(),;:\\]{1,64}@[^@\s<>\"'(),;:\\.]+(\.[^@\s<>\"'(),;:\\.]+)+")
_LEET = str.maketrans("@4301!5$7", "aaeoiisst")
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
    "йцукенгшщзхъфывапролджэячсмитьбю",
)  # fmt: skip
_COMMON = frozenset(
    """abc account admin administrator adobe alexander amanda america andrea angel apple arsenal asdf ashley azerty
    babygirl banana barcelona baseball basketball batman benjamin bitcoin blink blue bond butterfly carlos changeme
    charlie cheese chelsea chocolate christian computer cookie corona daniel default demo diamond dragon dropbox eagle
    elephant elizabeth everton facebook family fashion fernando ferrari flower football forever freedom friend friends
    fuckyou gabriel galaxy george ginger google gracie guest hannah happy harley harrypotter heaven hello hockey
    hunter iamgod icecream iloveu iloveyou inter internet jackson jasmine jennifer jessica jesus jesuschrist jordan
    joseph joshua juventus killer lakers letmein liverpool london lovely loveme lovers manchester manager maria marina
    martin master matrix matthew melissa mercedes merchant michael michelle minecraft money monkey mother motorola
    mustang naruto natasha newyork nicole nikita nirvana nothing online panda passw passwd passwort password pepper
    phoenix playboy pokemon princess purple qazwsx qwert qwerty rachel rainbow realmadrid robert rockyou samsung
    samantha sample santiago saturday sebastian secret secure seller september shadow shop slipknot snoopy soccer
    spiderman spring staff starwars steven summer sunday sunflower sunshine super superman superstar system target
    teddybear temp temporary test tester thomas tigger tinkerbell toyota trustno user vanessa victoria vkontakte
    welcome whatever william windows winter yankees zaqxsw zaqwsx пароль любовь привет наташа максим солнышко""".split()
)


def clean_email(text: str) -> str:
    """The e-mail address as it is stored."""
    return text.strip().casefold()


def email_problem(email: str) -> str:
    """What is wrong with an address, "" when nothing."""
    return "" if len(email) <= 120 and _EMAIL.fullmatch(email) else BAD_EMAIL


def password_problem(password: str, near: Iterable[str] = ()) -> str:
    """Why this password is refused, "" when it may be used. `near` are words of the person: e-mail, shop, name."""
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    core = _core(password)
    if any(_is_close(core, word) for word in near):
        return TOO_CLOSE
    return TOO_COMMON if _is_common(password, core) else ""


def _core(password: str) -> str:
    """The word inside: without case, digits and signs round it, and with letters for the digits that imitate them."""
    plain = folded(password)
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain).translate(_LEET)


def _is_close(core: str, word: str) -> bool:
    plain = re.sub(r"[\W_]", "", folded(word).split("@")[0])
    return len(plain) >= 4 and re.sub(r"[\W_]", "", core) in {plain, plain * 2}


def _is_common(password: str, core: str) -> bool:
    plain = folded(password)
    if len(set(plain)) <= 3 or _repeats(plain) or _is_run(plain):
        return True
    parts = [p for p in re.split(r"[\W\d_]+", core) if p]
    return all(_is_stock(part) for part in parts) if len(parts) < 3 else False


def _is_stock(part: str) -> bool:
    half = part[: len(part) // 2]
    return part in _COMMON or (part == half * 2 and half in _COMMON) or _is_run(part)


def _repeats(plain: str) -> bool:
    """One short piece said again and again."""
    return any(plain == (plain[:n] * len(plain))[: len(plain)] for n in range(1, len(plain) // 2 + 1))


def _is_run(plain: str) -> bool:
    return len(plain) >= 3 and any(plain in run * 2 or plain in run[::-1] * 2 for run in _RUNS)
