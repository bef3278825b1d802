"""People of the shop, as the panel sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kit.actor import Actor, Permission


@dataclass(frozen=True, slots=True)
class StaffView:
    """The person who is logged in."""

    id: int
    name: str
    email: str
    role: str
    locale: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A live session: who acts, the word its forms must carry, and when it was last used.

    `proved_at`: when they last showed a password or second factor in it. `has_second`: they have one.
    """

    by: Actor
    staff: StaffView
    csrf: str
    session_id: int
    seen_at: datetime
    proved_at: datetime | None = None
    has_second: bool = False


@dataclass(frozen=True, slots=True)
class SessionGrant:
    """A new session. `token` goes into the cookie and is stored nowhere. `half`: it owes a code and opens nothing."""

    token: str
    csrf: str
    expires_at: datetime
    half: bool = False


@dataclass(frozen=True, slots=True)
class PersonView:
    """`role` is as `roles.chosen` reads it: "packer", or "r12" for one of the shop's own."""

    id: int
    email: str
    name: str
    role: str
    active: bool
    last_login_at: datetime | None
    has_second: bool = False


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role the shop has made. `people`: how many have it now, links that are not used yet among them."""

    id: int
    name: str
    base: str
    permissions: frozenset[Permission]
    people: int

    @property
    def key(self) -> str:
        return f"r{self.id}"


@dataclass(frozen=True, slots=True)
class InviteView:
    """A one-time link. `email` is "" for the link that makes an owner of whoever opens it."""

    id: int
    shop_id: int
    role: str
    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SessionView:
    id: int
    created_at: datetime
    seen_at: datetime
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class TelegramView:
    """Somebody's Telegram account, by the name it has there, and what it is told of."""

    name: str
    linked_at: datetime
    orders: bool
    money: bool


@dataclass(frozen=True, slots=True)
class Listener:
    """A conversation that is told of orders: of one person (`by` is what they may do), or of a group of them."""

    chat_id: int
    by: Actor
    orders: bool = True
    money: bool = True
    group: bool = False


@dataclass(frozen=True, slots=True)
class GroupView:
    id: int
    chat_id: int
    title: str


@dataclass(frozen=True, slots=True)
class SavedViewRow:
    """A list as somebody narrowed it: `query` is what follows the "?" of its address."""

    id: int
    name: str
    query: str
    own: bool
    shared: bool
